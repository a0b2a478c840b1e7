"""ASYCUDA World: manifests (Awmds), house bills under a master (Awbolds), bills of a co-loader (Awmcds).

Source: UNCTAD ASYCUDA World, structure of the manifest as XML, with the spellings of its national profiles;
the same names as columns of a flat sheet.
"""

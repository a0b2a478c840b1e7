"""Speed of a node beside plain parts that do the same on the same machine in the same run."""

"""Our codes in the eight signs that ERC gives them. A number is never used again for another code.

E: of the syntax; M: of the manifest; C: of its registration; S: of a declaration as XML; T: of a table; D: of
a declaration whatever it came as. X000: a code that stands in no list here.
"""

from __future__ import annotations

_SYNTAX = """
100 not_edifact  101 empty  102 no_message  103 undecodable  104 segment_too_long  105 too_large
110 cut  111 message_open  112 group_open  113 interchange_open  114 trailing  115 last_terminator
120 segment_count  121 message_count  122 group_count
130 message_reference  131 group_reference  132 interchange_reference  133 interchange_repeated
140 segment_unknown  141 segment_outside  142 misplaced  143 empty_segment  144 terminator_in_text
150 encoding  151 control_signs  152 short_advice  153 no_envelope  154 no_message_header  155 kind_not_told
160 number_unreadable  161 number_ambiguous  162 day_unreadable  163 unit_doubtful
170 function_unknown  171 event_unknown  172 place_missing  173 container_missing
"""
_MANIFEST = """
200 voyage_missing  201 port_missing  202 days_missing  203 no_bill  204 office_missing  205 departure_missing
206 header_differs  207 master_missing  208 master_differs
210 bill_number_missing  211 bill_repeated  212 loading_missing  213 unloading_missing
214 consignee_missing  215 description_missing  216 gross_missing  217 packages_missing
220 total_bills  221 total_packages  222 total_containers  223 total_gross
224 bill_packages  225 bill_gross  226 bill_containers
230 container_form  231 container_digit  232 imo_form  233 imo_digit
240 number_unreadable  241 day_unreadable  242 unit_unknown  243 value_unreadable  244 unknown_element
245 place_unknown  246 package_unknown
250 unknown_kind  251 other_root  252 no_headings  253 not_json  254 json_too_large
"""
_REGISTERED = """
300 not_yours  301 too_late  302 amendment_refused  303 given_up
310 office_missing  311 voyage_missing  312 departed_on_missing
320 bill_twice  321 bill_without_number  322 chassis_twice  323 event_without_box
"""
_SAD = """
400 office_missing  401 hs_missing  402 origin_missing  403 empty_item  404 no_items  405 repeated
410 number_unreadable  411 number_ambiguous  412 day_unreadable  413 day_ambiguous
414 country_unknown  415 currency_unknown  416 incoterm_unknown  417 hs_unusual  418 unknown_element
420 item_taxes  421 rate_unexplained  422 tax_mode  423 tax_recomputed
430 total_cif  431 total_gross  432 total_guarantee  433 total_invoice  434 total_packages  435 total_taxes
436 item_count
"""
_TABLE = """
500 key_missing  501 no_reference  502 number_unreadable  503 negative  504 day_unreadable  505 day_order
506 code_rounded  507 hs_length  508 hs_letters  509 hs_unreadable  510 row_width  511 more
"""
_DECLARED = """
600 key_fact_missing  601 below_zero  602 code_too_long  603 reference_missing  604 reference_too_long
610 already_lodged  611 version_exists  612 version_unknown  613 amended_too_late  614 amend_not_yours
615 cancelled  616 reference_taken  617 number_again  618 registered  619 other_declarant
620 bill_unknown  621 bill_overdrawn  622 bill_split
"""
UNLISTED = "X000"


def _listed(text: str, prefix: str, letter: str) -> dict[str, str]:
    words = text.split()
    return {f"{prefix}.{name}": letter + number for number, name in zip(words[::2], words[1::2], strict=True)}


SHORT_CODES = _listed(_SYNTAX, "edifact", "E") | _listed(_MANIFEST, "manifest", "M")
SHORT_CODES |= _listed(_REGISTERED, "cargo", "C") | _listed(_SAD, "sad", "S")
SHORT_CODES |= _listed(_TABLE, "table", "T") | _listed(_DECLARED, "declaration", "D")


def short_code(code: str) -> str:
    """The short code of a finding or refusal."""
    return SHORT_CODES.get(code, UNLISTED)

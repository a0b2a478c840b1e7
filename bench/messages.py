"""Messages made up, to be measured and to be damaged: a manifest of any length, and other kinds."""

from __future__ import annotations

import random
from collections.abc import Iterator
from pathlib import Path

from amont.formats.manifest.numbers import container_digit

PORTS = ("CNSHA", "SGSIN", "MAPTM", "ESALG", "NLRTM", "INNSA", "TRMER", "BRSSZ")
GOODS = ("TISSUS COTON IMPRIMES", "RIZ PARFUME 25 KG", "PIECES DETACHEES", "TOMATE CONCENTREE", "PNEUS NEUFS")
OPENING = "UNB+UNOA:2+CARRIER:ZZ+SNDKR:ZZ+261123:0900+1'"
HEADING = (
    "UNH+1+CUSCAR:D:95B:UN'BGM+785+MAN2026001+9'DTM+137:202611230900:203'NAD+MS+CARRIER'"
    "TDT+20+V123+1++CARR:172:20+++9321483:146::ETOILE DE DAKAR'LOC+60+SNDKR:139:6'DTM+132:202611251400:203'"
)


def container(luck: random.Random, *, is_right: bool) -> str:
    """A number of ISO 6346; its last digit is drawn where it need not be right."""
    number = f"AMTU{luck.randrange(10**6):06d}"
    return number + (container_digit(number + "0") or "0" if is_right else str(luck.randrange(10)))


def bill(place: int, luck: random.Random, *, is_right: bool) -> str:
    """Fourteen segments, two of them with released signs."""
    packages = luck.randrange(1, 900)
    return (
        f"CNI+{place}+CARR{luck.randrange(10**9):09d}:705'RFF+MB:CARR{place // 40:09d}'"
        f"LOC+9+{luck.choice(PORTS)}:139:6'LOC+11+SNDKR:139:6'"
        f"NAD+CZ+++SHANGHAI TRADING CO {place} LTD:ROAD 12?+3:SHANGHAI'"
        f"NAD+CN+++STE SENEGALAISE D?'IMPORT {place}:RUE {place}:DAKAR'NAD+NI+++AGENT {place}'"
        f"GID+1+{packages}:CT'FTX+AAA+++{luck.choice(GOODS)} LOT {place}:CONFORME AU CONTRAT'"
        f"MEA+AAE+G+KGM:{luck.randrange(100, 90_000)}'MEA+AAE+AAW+MTQ:{luck.randrange(1, 90)}.5'"
        f"SGP+{container(luck, is_right=is_right)}+{packages}'PCI+28+MARKS {place}'CST+1+520852:122'"
    )


def manifest(bills: int, *, seed: int = 3, is_right: bool = True) -> Iterator[str]:
    """A file of one manifest, bill by bill. is_right: the numbers of its containers prove themselves."""
    luck = random.Random(seed)
    yield OPENING
    yield HEADING
    for place in range(1, bills + 1):
        yield bill(place, luck, is_right=is_right)
    yield f"UNT+{HEADING.count(chr(39)) + 14 * bills + 1}+1'UNZ+1+1'"


REPORTS = {
    "CUSREP": (
        "BGM+98+R1+9'DTM+136:20261127:102'LOC+5+SNDKR'TDT+20+V1+1++CARR+++9321483:146::ETOILE'LOC+8+ESALG'"
    ),
    "COARRI": (
        "BGM+44+R2+9'TDT+20+V1+1++CARR:172:20+++9321483:146::ETOILE'LOC+11+SNDKR:139:6+TC1'"
        "EQD+CN+CSQU3054383+45G1:102:5++3+5'RFF+BM:BL1'DTM+203:202611260913:203'MEA+AAE+EGW+KGM:8914'SEL+S1+CA'"
        "DAM+1+DEN:ZZZ::DENT'FTX+AAA+++GENERAL CARGO'CNT+16:1'"
    ),
    "CODECO": "BGM+34+R3+9'TDT+20+V1+1'EQD+CN+CSQU3054383+22G1++2+4'DTM+7:202611260913:203'LOC+165+SNDKR'",
    "COPARN": "BGM+12+R4+9'RFF+BN:B1'GID+1+1:CT'FTX+AAA+++RIZ'EQD+CN++42G1:102:5++2+4'EQN+3'",
    "IFTMIN": (
        "BGM+340+F1+9'CNT+11:12'RFF+BM:BL9'TDT+20+V1+1'LOC+9+CNSHA'LOC+11+SNDKR'NAD+CN+++D?'AKAR SA:RUE 1'"
        "GID+1+12:CT'PIA+5+52085200:HS'FTX+AAA+++TISSUS'MEA+WT+G+KGM:900'SGP+CSQU3054383+12'DGS+IMD+3+1366'"
        "EQD+CN+CSQU3054383+22G1++2+5'MEA+WT+T+KGM:2200'SEL+S1+SH'TMP+2+-18:CEL'"
    ),
    "IFCSUM": (
        "BGM+610+S1+9'CNT+10:2'CNI+1+C1'CNT+11:3'NAD+CN+++UN'GID+1+3:CT'CNI+2+C2'NAD+CN+++DEUX'GID+1+1:CT'"
    ),
    "BAPLIE": "BGM++1+9'TDT+20+V1+++CARR'LOC+147+0780690::5'MEA+WT++KGM:3833'EQD+CN+CSQU3054383+4200+++4'",
}
ENTRY_SUMMARY = """<CC315A><MesIdeMES19>7</MesIdeMES19><HEAHEA><RefNumHEA4>R1</RefNumHEA4>
<TraModAtBorHEA76>1</TraModAtBorHEA76><IdeOfMeaOfTraCroHEA85>9321483</IdeOfMeaOfTraCroHEA85>
<TotNumOfIteHEA305>1</TotNumOfIteHEA305><TotNumOfPacHEA306>5</TotNumOfPacHEA306>
<TotGroMasHEA307>100</TotGroMasHEA307><PlaLoaGOOITE334>CNSHA</PlaLoaGOOITE334>
<PlaUnlGOOITE334>SNDKR</PlaUnlGOOITE334><DecDatTimHEA114>202611200800</DecDatTimHEA114></HEAHEA>
<TRACONCE1><NamCE17>DIOP</NamCE17></TRACONCE1><GOOITEGDS><IteNumGDS7>1</IteNumGDS7>
<GooDesGDS23>RIZ</GooDesGDS23><GroMasGDS46>100</GroMasGDS46>
<PRODOCDC2><DocTypDC21>N705</DocTypDC21><DocRefDC23>B1</DocRefDC23></PRODOCDC2>
<CONNR2><ConNumNR21>CSQU3054383</ConNumNR21></CONNR2>
<PACGS2><KinOfPacGS23>BG</KinOfPacGS23><NumOfPacGS24>5</NumOfPacGS24></PACGS2></GOOITEGDS>
<PERLODSUMDEC><TINPLD1>SN1</TINPLD1></PERLODSUMDEC><CUSOFFFENT730>
<RefNumCUSOFFFENT731>SN000018</RefNumCUSOFFFENT731>
<ExpDatOfArrFIRENT733>202611251430</ExpDatOfArrFIRENT733></CUSOFFFENT730></CC315A>"""
TRANSIT = """<ncts:CC015C PhaseID="NCTS5.0" xmlns:ncts="http://ncts.dgtaxud.ec"><TransitOperation><LRN>L1</LRN>
<declarationType>T1</declarationType></TransitOperation><CustomsOfficeOfDeparture>
<referenceNumber>SN000018</referenceNumber></CustomsOfficeOfDeparture><Consignment>
<countryOfDestination>ML</countryOfDestination><inlandModeOfTransport>3</inlandModeOfTransport>
<grossMass>100</grossMass><TransportEquipment>
<containerIdentificationNumber>CSQU3054383</containerIdentificationNumber><Seal><identifier>F7</identifier></Seal>
<GoodsReference><declarationGoodsItemNumber>1</declarationGoodsItemNumber></GoodsReference></TransportEquipment>
<HouseConsignment><sequenceNumber>1</sequenceNumber><grossMass>100</grossMass><Consignee><name>DIOP</name>
</Consignee><ConsignmentItem><declarationGoodsItemNumber>1</declarationGoodsItemNumber><Commodity>
<descriptionOfGoods>RIZ</descriptionOfGoods><GoodsMeasure><grossMass>100</grossMass></GoodsMeasure></Commodity>
<Packaging><typeOfPackages>BG</typeOfPackages><numberOfPackages>5</numberOfPackages></Packaging></ConsignmentItem>
</HouseConsignment></Consignment></ncts:CC015C>"""
HOUSE_WAYBILL = """<rsm:HouseWaybill xmlns:rsm="iata:housewaybill:1" xmlns:ram="iata:datamodel:3">
<rsm:MessageHeaderDocument><ram:ID>M1</ram:ID><ram:PurposeCode>Creation</ram:PurposeCode>
</rsm:MessageHeaderDocument><rsm:BusinessHeaderDocument><ram:ID>H1</ram:ID></rsm:BusinessHeaderDocument>
<rsm:MasterConsignment><ram:TransportContractDocument><ram:ID>176-12345675</ram:ID>
</ram:TransportContractDocument><ram:IncludedHouseConsignment>
<ram:IncludedTareGrossWeightMeasure unitCode="LBR">100</ram:IncludedTareGrossWeightMeasure>
<ram:TotalPieceQuantity>2</ram:TotalPieceQuantity><ram:SummaryDescription>LIVRES</ram:SummaryDescription>
<ram:ConsigneeParty><ram:Name>DIOP</ram:Name></ram:ConsigneeParty>
<ram:OriginLocation><ram:ID>CDG</ram:ID></ram:OriginLocation>
<ram:FinalDestinationLocation><ram:ID>DSS</ram:ID></ram:FinalDestinationLocation>
</ram:IncludedHouseConsignment></rsm:MasterConsignment></rsm:HouseWaybill>"""


def report(kind: str, *, version: str = "95B") -> str:
    """A file with one message of another kind."""
    body = REPORTS[kind]
    count = body.count("'") - body.count("?'") + 2
    return f"{OPENING}UNH+1+{kind}:D:{version}:UN'{body}UNT+{count}+1'UNZ+1+1'"


def peak_mebibytes() -> int:
    """The most memory that this process held; what its parent held does not count."""
    status = Path("/proc/self/status").read_text(encoding="ascii")
    return next(int(line.split()[1]) for line in status.splitlines() if line.startswith("VmHWM")) >> 10

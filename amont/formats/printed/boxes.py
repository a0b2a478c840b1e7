"""Which box stands where on the document, and what of a declaration it holds."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from amont.formats.asycuda import Declaration, Item
from amont.formats.printed.paper import BOLD, Paper, Place

LEFT = 10.0
TAX_ROWS = 6  # of an item; what more there is adds up in the last
_ITEMS = "Taxation/Item_taxes_amount"


@dataclass(frozen=True, slots=True)
class Sheet:
    """Which sheet of how many."""

    number: int
    of: int


HEADER = (
    ("1", "1 DÉCLARATION", Place(95, 15, 35, 12)),
    ("A", "A BUREAU DE DESTINATION / D’EXPORTATION", Place(130, 15, 60, 24)),
    ("2", "2 EXPÉDITEUR / EXPORTATEUR", Place(0, 15, 95, 24)),
    ("3", "3 FORMULAIRES", Place(95, 27, 17, 12)),
    ("4", "4 LISTES CHARG.", Place(112, 27, 18, 12)),
    ("8", "8 DESTINATAIRE", Place(0, 39, 95, 24)),
    ("5", "5 ARTICLES", Place(95, 39, 20, 12)),
    ("6", "6 TOTAL DES COLIS", Place(115, 39, 30, 12)),
    ("7", "7 NUMÉRO DE RÉFÉRENCE", Place(145, 39, 45, 12)),
    ("9", "9 RESPONSABLE FINANCIER", Place(95, 51, 95, 12)),
    ("14", "14 DÉCLARANT / REPRÉSENTANT", Place(0, 63, 95, 20)),
    ("10", "10 PAYS PREM. DEST.", Place(95, 63, 24, 10)),
    ("11", "11 PAYS TRANSACT.", Place(119, 63, 24, 10)),
    ("12", "12 ÉLÉMENTS DE VALEUR", Place(143, 63, 32, 10)),
    ("13", "13 P.A.C.", Place(175, 63, 15, 10)),
    ("15", "15 PAYS D’EXPÉDITION", Place(95, 73, 32, 10)),
    ("16", "16 PAYS D’ORIGINE", Place(127, 73, 31, 10)),
    ("17", "17 PAYS DE DESTINATION", Place(158, 73, 32, 10)),
    ("18", "18 MOYEN DE TRANSPORT AU DÉPART / À L’ARRIVÉE", Place(0, 83, 75, 12)),
    ("19", "19 CTR.", Place(75, 83, 20, 12)),
    ("20", "20 CONDITIONS DE LIVRAISON", Place(95, 83, 95, 12)),
    ("21", "21 MOYEN DE TRANSPORT ACTIF À LA FRONTIÈRE", Place(0, 95, 95, 12)),
    ("22", "22 MONNAIE ET MONTANT TOTAL FACTURÉ", Place(95, 95, 50, 12)),
    ("23", "23 TAUX DE CHANGE", Place(145, 95, 25, 12)),
    ("24", "24 NAT. TRANS.", Place(170, 95, 20, 12)),
    ("25", "25 MODE FRONTIÈRE", Place(0, 107, 24, 12)),
    ("26", "26 MODE INTÉRIEUR", Place(24, 107, 24, 12)),
    ("27", "27 LIEU DE CHARGEMENT", Place(48, 107, 47, 12)),
    ("28", "28 DONNÉES FINANCIÈRES ET BANCAIRES", Place(95, 107, 95, 12)),
    ("29", "29 BUREAU D’ENTRÉE / DE SORTIE", Place(0, 119, 48, 14)),
    ("30", "30 LOCALISATION DES MARCHANDISES", Place(48, 119, 47, 14)),
    ("49", "49 IDENTIFICATION DE L’ENTREPÔT", Place(95, 119, 45, 14)),
    ("48", "48 REPORT DE PAIEMENT", Place(140, 119, 50, 14)),
)


def header_texts(declaration: Declaration, sheet: Sheet) -> dict[str, str]:
    """Number of a box -> its text."""
    who, where = declaration.traders, declaration.transport
    counts, kind = declaration.counts, declaration.identification
    return {
        "1": f"{kind.model} {kind.general_procedure} {kind.transit_document}".strip(),
        "2": _lines(who.exporter, who.exporter_name),
        "3": f"{sheet.number}/{sheet.of}",
        "5": str(len(declaration.items)),
        "6": figure(counts.packages),
        "7": f"{declaration.declarant.reference_year} {declaration.declarant.reference}".strip(),
        "8": _lines(who.consignee, who.consignee_name),
        "9": _lines(who.financial, who.financial_name),
        "14": _lines(declaration.declarant.code, declaration.declarant.name),
        "18": _pair(where.means, where.nationality),
        "19": where.container_flag,
        "20": _pair(where.terms, where.terms_place),
        "21": _pair(where.border_means, where.border_nationality),
        "25": where.border_mode,
        "26": where.inland_mode,
        "27": where.loading_place,
        "29": where.border_office,
        "30": where.location,
    } | _money_texts(declaration)


def _money_texts(declaration: Declaration) -> dict[str, str]:
    paid, lands, invoice = declaration.financial, declaration.countries, declaration.valuation.invoice
    header = declaration.header
    return {
        "10": lands.first_destination,
        "11": lands.trading,
        "12": header.text("General_information/Value_details"),
        "13": header.text("General_information/CAP"),
        "15": lands.export,
        "16": lands.origin_name,
        "17": lands.destination,
        "22": _pair(invoice.currency, figure(invoice.foreign)),
        "23": figure(invoice.rate),
        "24": header.text("Financial/Financial_transaction/code1"),
        "28": _pair(_pair(paid.bank, paid.terms), paid.payment_mode),
        "48": paid.deferred_payment,
        "49": _pair(paid.warehouse, paid.warehouse_delay),
    }


def item_block(paper: Paper, item: Item, *, top: float) -> None:
    """Boxes 31 to 47 of an item, 82 mm high."""
    texts = _item_texts(item)
    for key, title, place in _ITEM:
        at = Place(LEFT + place.x, top + place.y, place.width, place.height)
        paper.box(at, title, texts.get(key, ""))
    _taxes(paper, item, top=top + 48)


_ITEM = (
    ("31", "31 COLIS ET DÉSIGNATION DES MARCHANDISES", Place(0, 0, 95, 36)),
    ("32", "32 ARTICLE N°", Place(95, 0, 15, 12)),
    ("33", "33 CODE DES MARCHANDISES", Place(110, 0, 45, 12)),
    ("36", "36 PRÉFÉRENCE", Place(155, 0, 18, 12)),
    ("39", "39 CONTINGENT", Place(173, 0, 17, 12)),
    ("34", "34 PAYS D’ORIGINE", Place(95, 12, 30, 12)),
    ("35", "35 MASSE BRUTE (KG)", Place(125, 12, 33, 12)),
    ("38", "38 MASSE NETTE (KG)", Place(158, 12, 32, 12)),
    ("37", "37 RÉGIME", Place(95, 24, 30, 12)),
    ("40", "40 DÉCLARATION SOMMAIRE / DOCUMENT PRÉCÉDENT", Place(125, 24, 65, 12)),
    ("44", "44 MENTIONS SPÉCIALES / DOCUMENTS PRODUITS", Place(0, 36, 95, 12)),
    ("41", "41 UNITÉS SUPPL.", Place(95, 36, 20, 12)),
    ("42", "42 PRIX DE L’ARTICLE", Place(115, 36, 25, 12)),
    ("43", "43 M.É.", Place(140, 36, 9, 12)),
    ("45", "45 AJUST.", Place(149, 36, 13, 12)),
    ("46", "46 VALEUR STATISTIQUE", Place(162, 36, 28, 12)),
)


def _item_texts(item: Item) -> dict[str, str]:
    tariff, goods, value, packed = item.tariff, item.goods, item.value, item.packages
    unit = next(iter(item.units), None)
    return {
        "31": "\n".join(filter(None, (_packed(item), packed.marks, packed.more_marks, goods.description))),
        "32": str(item.number),
        "33": tariff.hs_code,
        "34": goods.origin,
        "35": figure(value.gross_kg),
        "36": tariff.preference,
        "37": f"{tariff.procedure} {tariff.national_procedure}".strip(),
        "38": figure(value.net_kg),
        "39": tariff.quota,
        "40": _pair(item.previous.summary, item.previous.reference),
        "41": _pair(figure(unit.quantity), unit.code) if unit else "",
        "42": figure(tariff.price if tariff.price is not None else value.invoice.foreign),
        "43": tariff.valuation_method,
        "44": ", ".join(_pair(paper.code, paper.reference) for paper in item.documents),
        "45": figure(value.adjustment),
        "46": figure(value.statistical if value.statistical is not None else value.cif),
    }


def _packed(item: Item) -> str:
    packed = item.packages
    return _pair(figure(packed.number), packed.kind_name or packed.kind)


_COLUMNS = ((0.0, 22.0), (24.0, 36.0), (62.0, 24.0), (88.0, 36.0), (128.0, 12.0))


def _taxes(paper: Paper, item: Item, *, top: float) -> None:
    """Box 47: type, base, rate, amount, mode of payment; then the total payable."""
    paper.box(Place(LEFT, top, 190, 34), "47 CALCUL DES IMPOSITIONS")
    titles = ("Type", "Base", "Taux", "Montant", "MP")
    rows = [(line.code, *map(figure, (line.base, line.rate, line.amount)), line.mode) for line in item.taxes]
    if len(rows) > TAX_ROWS:
        rest = sum((line.amount or Decimal(0) for line in item.taxes[TAX_ROWS - 1 :]), Decimal(0))
        rows = [*rows[: TAX_ROWS - 1], ("Autres", "", "", figure(rest), "")]
    for at, row in enumerate([titles, *rows]):
        for (x, width), text in zip(_COLUMNS, row, strict=True):
            place = Place(LEFT + 2 + x, top + 3 + at * 3.6, width, 3.6)
            paper.cell(place, text, right=x in (24.0, 62.0, 88.0), font=BOLD if at == 0 else "Helvetica")
    total = item.leaves.number(_ITEMS)
    paper.cell(Place(LEFT + 2, top + 29, 60, 4), "Total de l’article à payer", font=BOLD)
    paper.cell(Place(LEFT + 90, top + 29, 36, 4), figure(total), right=True, font=BOLD)


def fees(paper: Paper, declaration: Declaration, *, top: float) -> None:
    """Totals of the whole document, then the boxes left to be signed."""
    paid = declaration.financial
    told = (
        ("Taxes globales", paid.global_taxes),
        ("Total à payer", paid.total_taxes),
        ("Garanti", paid.guarantee),
    )
    lines = [f"{name} : {figure(amount)}" for name, amount in told if amount is not None]
    paper.box(Place(LEFT, top, 95, 16), "B DONNÉES COMPTABLES", "\n".join(lines))
    transit = declaration.transit
    paper.box(
        Place(LEFT + 95, top, 95, 16),
        "50 PRINCIPAL OBLIGÉ",
        _lines(transit.principal, transit.principal_name),
    )
    paper.box(Place(LEFT, top + 16, 63, 12), "51 BUREAUX DE PASSAGE PRÉVUS")
    paper.box(Place(LEFT + 63, top + 16, 64, 12), "52 GARANTIE", figure(paid.guarantee))
    paper.box(
        Place(LEFT + 127, top + 16, 63, 12),
        "53 BUREAU DE DESTINATION",
        _pair(transit.office, transit.country),
    )
    paper.box(Place(LEFT, top + 28, 95, 24), "D CONTRÔLE PAR LE BUREAU")
    signed = _pair(declaration.counts.place, _day(declaration))
    name = declaration.declarant.representative or declaration.declarant.name
    paper.box(
        Place(LEFT + 95, top + 28, 95, 24),
        "54 LIEU ET DATE, SIGNATURE ET NOM DU DÉCLARANT",
        _lines(signed, name),
    )


def _day(declaration: Declaration) -> str:
    day = declaration.counts.declared_on
    return f"{day:%d/%m/%Y}" if day else ""


def figure(amount: Decimal | None) -> str:
    """As it is written in French: spaces between thousands, a comma before decimals, no zero at the end."""
    if amount is None:
        return ""
    text = f"{amount:,f}"
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return text.replace(",", "\u00a0").replace(".", ",")


def _lines(*texts: str) -> str:
    return "\n".join(filter(None, texts))


def _pair(*texts: str) -> str:
    return " ".join(filter(None, texts))

"""Statements of banks: three formats read alike, each entry once, plain ones matched, others by two."""

from __future__ import annotations

import pytest
from django.db import DatabaseError

from amont.formats.statements.reading import read_statement
from amont.formats.statements.records import StatementUnread
from amont.kernel.agents import WORKER, Forbidden, NotFound, Role
from amont.payments.actions.banking import (
    LineByAnother,
    LineMatched,
    LineNotProposed,
    StatementKnown,
    confirm_match,
    import_statement,
    propose_match,
)
from amont.payments.models import BankStatement, Payment, StatementLine
from tests.making import NOW, an_agent
from tests.payments.cases import CASHIER, CHIEF, a_node, assessed, paid
from tests.payments.test_paying import sql

HEAD = "account,entry,booked_on,amount,currency,text\n"
CSV = (
    HEAD + "SN08 0001,E1,2026-11-23,6302225,XOF,VIREMENT L-2026-0000001 TRANSIT\n"
    "SN08 0001,E2,2026-11-23,-1250.50,XOF,FRAIS\n"
).encode()
MT940 = b"""{1:F01BANKSNDA}{2:O940}{4:
:20:STMT1
:25:SN08 0001
:28C:1/1
:60F:C261122XOF0,00
:61:2611231123C6302225,NTRFNONREF//E1
:86:VIREMENT L-2026-0000001
TRANSIT
:61:2611231123D1250,50NCHGNONREF//E2
:86:FRAIS
:62F:C261123XOF6300974,50
-}
"""
CAMT = b"""<?xml version="1.0"?><Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.08">
<BkToCstmrStmt>
<Stmt><Acct><Id><Othr><Id>SN08 0001</Id></Othr></Id></Acct>
<Ntry><Amt Ccy="XOF">6302225</Amt><CdtDbtInd>CRDT</CdtDbtInd><BookgDt><Dt>2026-11-23</Dt></BookgDt>
<AcctSvcrRef>E1</AcctSvcrRef><NtryDtls><TxDtls><RmtInf><Ustrd>VIREMENT L-2026-0000001 TRANSIT</Ustrd></RmtInf>
</TxDtls></NtryDtls></Ntry>
<Ntry><Amt Ccy="XOF">1250.50</Amt><CdtDbtInd>DBIT</CdtDbtInd><BookgDt><Dt>2026-11-23</Dt></BookgDt>
<AcctSvcrRef>E2</AcctSvcrRef><NtryDtls><TxDtls><RmtInf><Ustrd>FRAIS</Ustrd></RmtInf></TxDtls></NtryDtls></Ntry>
</Stmt></BkToCstmrStmt></Document>"""


def taken(data: bytes = CSV) -> BankStatement:
    return import_statement(data, name="releve", by=CASHIER, now=NOW)


@pytest.mark.parametrize("data", [MT940, MT940.replace(b"\n", b"\r\n"), CAMT, CSV.replace(b",", b";")])
def test_the_same_statement_reads_alike_in_each_format(data: bytes) -> None:
    wanted, read = read_statement(CSV), read_statement(data)

    assert (read.account, read.lines) == (wanted.account, wanted.lines)


@pytest.mark.parametrize(
    "data",
    [b"", b"hello", b"<a", b"<a/>", HEAD.encode() + b"A,E1,2026-13-01,1,XOF,x\n",
     HEAD.encode() + b"A,E1,2026-11-01,NaN,XOF,x\n", HEAD.encode() + b"A,,2026-11-01,1,XOF,x\n",
     HEAD.encode() + b"A,E1,2026-11-01,1,XOF,x\nA,E1,2026-11-01,2,XOF,x\n",
     HEAD.encode() + b"A,E1,2026-11-01,1,XOF,x\nB,E2,2026-11-01,2,XOF,x\n", b":25:A\n:61:nonsense\n",
     b'<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><a>&x;</a>'],
)  # fmt: skip
def test_what_is_no_statement_is_refused(data: bytes) -> None:
    with pytest.raises(StatementUnread):
        read_statement(data)


@pytest.mark.django_db
def test_a_line_that_names_a_payment_of_its_amount_is_matched_and_the_other_waits() -> None:
    a_node()
    payment = paid(assessed(), means="transfer", reference="VIR 9")

    row = taken()

    lines = {one.entry: (one.payment, one.confirmed_by) for one in StatementLine.objects.all()}
    assert lines == {"E1": (payment, WORKER.name), "E2": (None, "")}
    assert (row.lines_new, row.lines_known, bytes(row.content)) == (2, 0, CSV)


@pytest.mark.django_db
def test_a_file_is_taken_once_and_an_entry_once_whatever_the_file() -> None:
    taken()
    with pytest.raises(StatementKnown):
        taken()

    other = taken(MT940)

    assert (other.lines_new, other.lines_known, StatementLine.objects.count()) == (0, 2, 2)


@pytest.mark.django_db
def test_a_line_that_is_not_plain_is_matched_by_two_people() -> None:
    a_node()
    payment = paid(assessed(), means="cheque", reference="CH 1")
    taken(CSV.replace(b"L-2026-0000001", b"DIVERS"))
    line = StatementLine.objects.get(entry="E1")
    with pytest.raises(LineNotProposed):
        confirm_match(line.pk, by=CHIEF, now=NOW)
    with pytest.raises(NotFound):
        propose_match(line.pk, receipt="Q-0", by=CASHIER)
    propose_match(line.pk, receipt=payment.receipt, by=CASHIER)
    with pytest.raises(LineMatched):
        propose_match(StatementLine.objects.get(entry="E2").pk, receipt=payment.receipt, by=CASHIER)
    with pytest.raises(LineByAnother):
        confirm_match(line.pk, by=an_agent(Role.CHIEF, name=CASHIER.name), now=NOW)

    confirm_match(line.pk, by=CHIEF, now=NOW)

    with pytest.raises(LineNotProposed):
        confirm_match(line.pk, by=CHIEF, now=NOW)
    with pytest.raises(LineMatched):
        propose_match(line.pk, receipt=payment.receipt, by=CASHIER)
    assert Payment.objects.get().line == line


@pytest.mark.django_db
def test_only_a_cashier_takes_statements_and_only_a_chief_confirms() -> None:
    with pytest.raises(Forbidden):
        import_statement(CSV, name="x", by=CHIEF, now=NOW)
    taken()
    pk = StatementLine.objects.get(entry="E1").pk
    with pytest.raises(Forbidden):
        propose_match(pk, receipt="Q", by=CHIEF)
    with pytest.raises(Forbidden):
        confirm_match(pk, by=CASHIER, now=NOW)


@pytest.mark.django_db
@pytest.mark.parametrize(
    "statement",
    ["UPDATE payments_statementline SET amount = 1", "DELETE FROM payments_statementline",
     "UPDATE payments_bankstatement SET content = ''", "DELETE FROM payments_bankstatement",
     "UPDATE payments_statementline SET payment_id = NULL, confirmed_at = NULL WHERE entry = 'E1'"],
)  # fmt: skip
def test_the_database_keeps_what_the_bank_wrote(statement: str) -> None:
    a_node()
    paid(assessed(), means="transfer", reference="VIR 9")
    taken()

    with pytest.raises(DatabaseError):
        sql(statement)

"""One example of every answer, for the OpenAPI document: an order of 300,000 over a limit of 1,500,000 and what follows from it."""

from typing import Any, Final

Example = dict[str, Any]
REFERENCE: Final = "0b9f6f0e-9d3c-4c53-8a55-0c1d7a7b2f10"
REASON: Final[Example] = {
    "rule": "total_limit",
    "code": "ordercheck.over_limit",
    "message": "木棠家居: exposure 1284000.00 CNY + this order 300000.00 CNY exceeds the credit limit 1500000.00 CNY by 84000.00 CNY.",
    "strength": "hold",
    "effect": "stands",
    "facts": {"name": "木棠家居", "over": "84000.00 CNY"},
}
DECISION: Final[Example] = {
    "reference": REFERENCE,
    "order": "SO-2026-0077",
    "checkpoint": "order",
    "outcome": "hold",
    "status": "held",
    "amount": "300000.00",
    "currency": "CNY",
    "free": "216000.00",
    "reasons": [REASON],
    "findings": [REASON],
    "arithmetic": [
        {"code": "limit", "label": "Credit limit", "amount": "1500000.00"},
        {"code": "receivable", "label": "Open invoices", "amount": "1100000.00"},
        {"code": "delivery", "label": "Delivered, not invoiced", "amount": "184000.00"},
        {"code": "this_order", "label": "This order", "amount": "300000.00"},
        {"code": "exposure_after", "label": "Exposure with this order", "amount": "1584000.00"},
        {"code": "left", "label": "Left of the limit", "amount": "-84000.00"},
    ],
    "policy_number": 3,
    "is_trial": False,
    "decided_at": "2026-11-20T09:12:44+08:00",
    "authorisation": None,
}
DECISION_AGAIN: Final[Example] = DECISION | {
    "written": [
        "Credit limit: 1500000.00 CNY",
        "Open invoices: 1100000.00 CNY",
        "Delivered, not invoiced: 184000.00 CNY",
        "This order: 300000.00 CNY",
        "Exposure with this order: 1584000.00 CNY",
        "Left of the limit: -84000.00 CNY",
    ],
    "snapshot": {"as_of": "2026-11-20", "order": {"number": "SO-2026-0077", "amount": "300000.00"}},
    "same_when_run_again": True,
}
DECISIONS: Final[Example] = {"decisions": [DECISION], "next": None}
AUTHORISATION: Final[Example] = {
    "id": 12,
    "order": "SO-2026-0077",
    "amount": "300000.00",
    "tolerance_percent": "5.00",
    "valid_until": "2026-11-27",
    "reason_code": "payment_promised",
    "kind": "special",
    "promised_date": "2026-11-30",
    "vouched_by": "lilei",
    "review_date": None,
    "decision": REFERENCE,
}
PARTED: Final[Example] = {
    "order": "SO-2026-0077",
    "status": "released",
    "rest": "SO-2026-0077-2",
    "rest_amount": "84000.00",
    "rest_status": "held",
    "released": AUTHORISATION,
}
HOLD_REASON: Final[Example] = {
    "rule": "overdue_days",
    "state": "waived",
    "message": "INV-2026-0311, due on 2026-10-06, is 45 days overdue; 30 are allowed. Overdue in all: 86000.00 CNY in 1 items.",
    "since": "2026-11-20T09:12:44+08:00",
    "cleared_at": "2026-11-20T10:03:00+08:00",
    "waived_by": "manager",
    "remark": "Invoice INV-2026-0311 is paid, the bank's file comes tomorrow",
    "valid_until": "2026-11-24",
}
WAIVED: Final[Example] = {"order": "SO-2026-0077", "status": "held", "waits": True, "reasons": [HOLD_REASON]}
GIVEN: Final[Example] = AUTHORISATION | {
    "currency": "CNY",
    "stands": True,
    "given_by": "manager",
    "given_at": "2026-11-20T10:03:00+08:00",
    "remark": "Payment slip of 20 November seen",
}
ORDER: Final[Example] = {
    "number": "SO-2026-0077",
    "status": "held",
    "amount": "300000.00",
    "open_amount": "300000.00",
    "currency": "CNY",
}
INVOICE: Final[Example] = {
    "number": "INV-2026-0500",
    "amount": "300000.00",
    "currency": "CNY",
    "due_date": "2027-01-19",
    "due_date_computed": True,
}
PAYMENT: Final[Example] = {"number": "BANK-20261121-7", "amount": "84000.00", "currency": "CNY", "unapplied": "0.00"}
STAGES: Final[Example] = {
    "order": "0.00",
    "order_beyond": "0.00",
    "delivery": "184000.00",
    "unposted": "0.00",
    "receivable": "1100000.00",
    "bill": "0.00",
    "credit": "0.00",
}
EXPOSURE: Final[Example] = {
    "customer": "C1002",
    "segment": "main",
    "currency": "CNY",
    "documents_currency": "CNY",
    "as_of": "2026-11-20",
    "stages": STAGES,
    "used": "1284000.00",
    "free": "216000.00",
    "rebates": "36000.00",
    "nodes": [
        {
            "customer": "C1002",
            "name": "木棠家居",
            "is_group": False,
            "segment": None,
            "limit": "1500000.00",
            "used": "1284000.00",
            "free": "216000.00",
        }
    ],
}
EXPOSURE_THEN: Final[Example] = {
    "customer": "C1002",
    "segment": "main",
    "currency": "CNY",
    "documents_currency": "CNY",
    "on": "2026-09-30",
    "recorded_since": "2025-04-01",
    "stages": STAGES,
    "gross": "1284000.00",
}
LIMIT: Final[Example] = {
    "dimension": "exposure",
    "reach": "own",
    "segment": None,
    "type": "amount",
    "value": "1500000.00",
    "currency": "CNY",
    "temporary": "0.00",
    "temporary_last_day": None,
    "last_day": "2027-06-30",
}
HOLD: Final[Example] = {
    "order": "SO-2026-0077",
    "customer": "C1002",
    "waits_since": "2026-11-20T09:12:44+08:00",
    "checkpoint": "order",
    "amount": "300000.00",
    "currency": "CNY",
    "decision": REFERENCE,
    "reasons": [REASON],
}
UNLOCK: Final[Example] = {
    "order": "SO-2026-0077",
    "currency": "CNY",
    "ways": [
        {
            "family": "pay",
            "money": "86000.00",
            "actions": [
                {
                    "family": "pay",
                    "message": "Collect invoice INV-2026-0311: 86000.00 CNY.",
                    "amount": "86000.00",
                    "currency": "CNY",
                    "target": "INV-2026-0311",
                    "days": None,
                    "until": None,
                    "is_group": False,
                    "segment": None,
                }
            ],
        }
    ],
    "binding": [{"customer": "C1002", "name": "木棠家居", "is_group": False, "segment": None, "over": "84000.00"}],
    "hopeless": [],
    "is_exact": True,
}
CHANGE_CHECK: Final[Example] = {
    "order": "SO-2026-0077",
    "passes": False,
    "decision": DECISION | {"reference": None, "checkpoint": "change", "decided_at": None},
}
GOODS_CHECK: Final[Example] = DECISION | {
    "reference": None,
    "checkpoint": "ship",
    "decided_at": None,
    "unlock": UNLOCK,
    "hold": None,
}


ITEM: Final[Example] = {
    "number": "CN-2026-0012",
    "kind": "credit_note",
    "amount": "-5000.00",
    "open_amount": "-5000.00",
    "currency": "CNY",
    "document_date": "2026-11-21",
    "booked": True,
    "cancelled": False,
}
REBATE: Final[Example] = {
    "number": "RB-2026-Q3-0002",
    "agreement": "AG-2026-07",
    "period_from": "2026-07-01",
    "period_to": "2026-09-30",
    "amount": "36000.00",
    "currency": "CNY",
    "accrued_on": "2026-10-08",
    "state": "accrued",
    "credit_note": None,
}
REBATES: Final[Example] = {"pool": {"CNY": "36000.00"}, "rebates": [REBATE]}
ALERTS: Final[Example] = {
    "alerts": [
        {
            "kind": "pot",
            "about": "Sales East",
            "code": "reporting.pot_over_team",
            "message": "Through team Sales East all customers together occupy 5200000.00 CNY; the limit is 5000000.00 CNY, "
            "exceeded by 200000.00 CNY.",
            "facts": {
                "pot": "Sales East",
                "used": "5200000.00 CNY",
                "limit": "5000000.00 CNY",
                "over": "200000.00 CNY",
            },
            "lines": [{"customer": "C1002", "name": "木棠家居", "now": "1284000.00 CNY"}],
            "raised_on": "2026-11-20",
            "seen_on": "2026-11-21",
        }
    ]
}
POTS: Final[Example] = {
    "currency": "CNY",
    "without_rate": [],
    "pots": [
        {
            "kind": "team",
            "name": "Sales East",
            "used": "5200000.00",
            "limit": "5000000.00",
            "over": "200000.00",
            "largest": [{"customer": "C1002", "name": "木棠家居", "amount": "1284000.00"}],
        }
    ],
}
SETTLEMENT: Final[Example] = {
    "id": 4711,
    "kind": "allocation",
    "amount": "84000.00",
    "against": "BANK-20261121-7",
    "effective_date": "2026-11-21",
    "reversed": False,
}
SETTLEMENTS: Final[Example] = {"settlements": [SETTLEMENT]}
BILL: Final[Example] = {
    "id": 7,
    "number": "5301-2026-000431",
    "status": "held",
    "amount": "200000.00",
    "open_amount": "200000.00",
    "currency": "CNY",
    "due_date": "2026-11-20",
}
BILLS: Final[Example] = {"bills": [BILL]}
RETURN: Final[Example] = {
    "number": "RT-2026-0004",
    "amount": "12000.00",
    "reversed_amount": "12000.00",
    "credit_note": None,
}
DELIVERY: Final[Example] = {
    "number": "DN-2026-0101",
    "amount": "300000.00",
    "open_amount": "0.00",
    "cancelled": True,
}


NOTED: Final[Example] = {"customer": "C1002", "kind": "promise", "ids": [31]}
STANDING: Final[Example] = {
    "customer": "C1002",
    "grade": "BBB",
    "review_date": "2027-03-31",
    "classes": ["dealers"],
    "disputes": [],
    "promises": [
        {
            "id": 31,
            "invoice": "INV-2026-0311",
            "state": "to_come",
            "open_amount": "86000.00",
            "currency": "CNY",
            "amount": None,
            "cause": None,
            "level": None,
            "promised_date": "2026-11-30",
        }
    ],
    "demands": [],
    "covers": [
        {
            "id": 4,
            "kind": "guarantee",
            "state": "in_force",
            "value": "500000.00",
            "counts": "400000.00",
            "currency": "CNY",
            "last_day": "2027-06-30",
        }
    ],
    "listings": [{"id": 9, "kind": "positive", "stands": True, "reason": "State-owned, pays early"}],
}
SOURCE: Final[Example] = {
    "source": "ERP",
    "last_delivery": "2026-11-18",
    "days": 2,
    "stale_after_days": 1,
    "is_stale": True,
    "is_unreachable": False,
}


BATCH: Final[Example] = {
    "answers": [
        {"order": "SO-2026-0077", "key": "erp-so-2026-0077", "status": 200, "decision": DECISION, "problem": None}
    ]
}
BATCH_ASKED: Final[Example] = {
    "orders": [
        {
            "key": "erp-so-2026-0077",
            "customer": "C1002",
            "number": "SO-2026-0077",
            "amount": "300000.00",
            "order_date": "2026-11-20",
            "ship_date": "2026-11-25",
        }
    ],
    "dry_run": False,
}
CALCULATION_ASKED: Final[Example] = {"principal": "100000.00", "rate": "0.0435", "days": 180}
CALCULATION: Final[Example] = {
    "calculator": "simple_interest",
    "inputs": {"principal": 100000, "rate": 0.0435, "days": 180, "basis": 365},
    "result": {"interest": 2145.205479452055, "interest_rounded": 2145.21},
    "units": {"interest": "money", "interest_rounded": "money"},
    "source": "principal × rate × days / basis",
}
CALCULATOR: Final[Example] = {
    "name": "simple_interest",
    "title": "Simple interest",
    "source": "principal × rate × days / basis",
    "inputs": [{"name": "principal", "label": "Principal", "type": "a number", "unit": "money", "also": ["debt"]}],
    "outputs": [{"name": "interest", "label": "Interest", "unit": "money"}],
}


def shown(example: Example) -> Any:
    """Give the configuration by which a shape carries its example in the document."""
    return {"json_schema_extra": {"examples": [example]}}


RATE: Final[Example] = {
    "currency": "USD",
    "target": "CNY",
    "value": "7.09800000",
    "valid_from": "2026-11-21",
    "published_by": "PBOC",
    "holds": True,
}
RATES: Final[Example] = {"rates": [RATE]}

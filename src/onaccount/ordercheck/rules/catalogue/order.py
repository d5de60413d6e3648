"""Rules about the one order 单笔订单规则: its amount, quantities, terms, the batch before it, changed details."""

from collections.abc import Iterable, Iterator
from decimal import Decimal

from onaccount.kernel.reasons import Reason
from onaccount.ordercheck.rules.arithmetic import HUNDRED, exposure_beyond
from onaccount.ordercheck.rules.catalogue.measuring import Measured, money, word
from onaccount.ordercheck.rules.facts import ZERO, Batch, Checkpoint, ItemQuantity, OpenBatch, Snapshot
from onaccount.ordercheck.rules.policy import Policy, RuleSetting

GATES = frozenset({Checkpoint.PICK, Checkpoint.SHIP})


def order_amount(snapshot: Snapshot, setting: RuleSetting, policy: Policy) -> tuple[Measured, ...]:
    """
    The amount of this one order against the largest order allowed: the customer's own allowance, else the rule's.

    The parts of an order that was split are one order.
    """
    allowed = setting.threshold if snapshot.standing.order_amount is None else snapshot.standing.order_amount
    if allowed is None:
        return ()
    own, parts = snapshot.order.whole, snapshot.order.parts
    whole = own if parts is None else own + parts.amount
    is_over = exposure_beyond(whole, allowed, policy=policy)
    facts = {
        "order": money(own, snapshot),
        "allowed": money(allowed, snapshot),
        "over": money(max(whole - allowed, ZERO), snapshot),
    }
    words = ("order_too_large", "order_amount_allowed")
    if parts is not None:
        facts |= {"parts": ", ".join(parts.numbers), "beside": money(parts.amount, snapshot)}
        words = ("parts_too_large", "parts_amount_allowed")
    return (Measured(Reason(word(is_over, *words), facts), "amount", is_over, whole, allowed),)


def quantity(snapshot: Snapshot, setting: RuleSetting, policy: Policy) -> tuple[Measured, ...]:
    """
    The quantity of this one order against the largest allowed: the customer's own allowance, else the rule's.

    `parts` of the rule allows so much of one item, or of an item group written as the beginning of its codes and a star: `PAINT*`.
    The parts of an order that was split are one order.
    """
    order, parts = snapshot.order, snapshot.order.parts
    allowed = setting.threshold if snapshot.standing.order_quantity is None else snapshot.standing.order_quantity
    beside = ZERO if parts is None else parts.quantity
    whole = () if allowed is None else (_quantity("", (order.quantity, beside), allowed, snapshot, policy),)
    of_items = (
        _quantity(
            code, (ordered, ZERO if parts is None else _ordered(code, parts.items) or ZERO), most, snapshot, policy
        )
        for code, most in sorted(setting.parts.items())
        if (ordered := _ordered(code, order.items)) is not None
    )
    return (*whole, *of_items)


def _ordered(code: str, items: Iterable[ItemQuantity]) -> Decimal | None:
    """How much of an item or item group is among them; None if nothing."""
    begins = code.removesuffix("*")
    found = [
        line.quantity for line in items if (line.item.startswith(begins) if code.endswith("*") else line.item == code)
    ]
    return sum(found, ZERO) if found else None


def _quantity(
    code: str, ordered: tuple[Decimal, Decimal], allowed: Decimal, snapshot: Snapshot, policy: Policy
) -> Measured:
    """What this order has and what the other parts of it have, against what is allowed."""
    own, beside = ordered
    whole, parts = own + beside if beside else own, snapshot.order.parts if beside else None
    is_over = exposure_beyond(whole, allowed, policy=policy)
    facts: dict[str, object] = {"quantity": own, "allowed": allowed, "over": max(whole - allowed, ZERO)}
    words = ("quantity_too_large", "quantity_allowed")
    if parts is not None:
        facts |= {"parts": ", ".join(parts.numbers), "beside": beside}
        words = ("parts_quantity_too_large", "parts_quantity_allowed")
    if code:
        facts["item"] = code
        words = (f"item_{words[0]}", f"item_{words[1]}")
    return Measured(Reason(word(is_over, *words), facts), "quantity", is_over, whole, allowed)


def terms_longer(snapshot: Snapshot, setting: RuleSetting, policy: Policy) -> tuple[Measured, ...]:  # noqa: ARG001
    """The credit days asked for against the credit days granted (plus the rule's tolerance in days)."""
    asked, granted = snapshot.order.credit_days, snapshot.standing.credit_days
    if asked is None or granted is None:
        return ()
    allowed = granted + (setting.threshold or ZERO)
    is_over = asked > allowed
    facts = {"asked": asked, "granted": granted}
    reason = Reason(word(is_over, "terms_longer", "terms_agreed"), facts)
    return (Measured(reason, "days", is_over, Decimal(asked), Decimal(allowed)),)


def previous_batch(snapshot: Snapshot, setting: RuleSetting, policy: Policy) -> tuple[Measured, ...]:  # noqa: ARG001
    """
    Pay the previous batch first 压批: batches that are not paid, this one included, against the number allowed open.

    A batch is a delivery, an order or a month; from `percent` paid it counts as paid. Goods that left are not held back for it.
    """
    if snapshot.checkpoint is Checkpoint.INVOICE:
        return ()
    waiting = list(_unpaid(snapshot, setting))
    count, allowed = Decimal(len(waiting) + 1), Decimal(1) if setting.threshold is None else setting.threshold
    is_over = count > allowed
    facts: dict[str, object] = {"batches": len(waiting), "allowed": allowed}
    if waiting:
        facts |= {"batch": waiting[0].key, "open": money(sum((each.open for each in waiting), ZERO), snapshot)}
    reason = Reason(word(is_over, "batch_unpaid", "batches_paid"), facts)
    return (Measured(reason, "count", is_over, count, allowed),)


def _unpaid(snapshot: Snapshot, setting: RuleSetting) -> Iterator[OpenBatch]:
    own = {Batch.ORDER: snapshot.order.number, Batch.MONTH: f"{snapshot.as_of:%Y-%m}"}.get(setting.batch)
    enough = HUNDRED if setting.percent is None else setting.percent
    for each in snapshot.standing.batches:
        paid = (each.total - each.open) * HUNDRED
        if each.kind is setting.batch and each.key != own and paid < enough * each.total:
            yield each


def unpaid_ahead(snapshot: Snapshot, setting: RuleSetting, policy: Policy) -> tuple[Measured, ...]:  # noqa: ARG001
    """
    Pay first 款到发货: what of the order was due before its goods leave and has not come in, against the amount allowed.

    A gate apart from credit: measured when goods are picked or leave, and only of orders that agreed on it.
    """
    order, allowed = snapshot.order, setting.threshold or ZERO
    if snapshot.checkpoint not in GATES or not order.due_ahead:
        return ()
    missing = max(ZERO, order.due_ahead - order.paid_ahead)
    is_over = missing > allowed
    facts = {"due": money(order.due_ahead, snapshot), "paid": money(order.paid_ahead, snapshot)}
    facts |= {"missing": money(missing, snapshot)}
    return (Measured(Reason(word(is_over, "ahead_unpaid", "ahead_paid"), facts), "amount", is_over, missing, allowed),)


def details_changed(snapshot: Snapshot, setting: RuleSetting, policy: Policy) -> tuple[Measured, ...]:  # noqa: ARG001
    """
    A ship-to address or bank details that were changed after the order was let go: news that no earlier release covers.

    What a person has called back about and waived since is known; only what changed later is news again.
    """
    if snapshot.passed_at is None:
        return ()
    called_back = (each.given_at for each in snapshot.waived if each.rule == setting.code)
    known_at = max([snapshot.passed_at, *called_back])
    changed = {each.kind for each in snapshot.standing.details if each.changed_at > known_at}
    if snapshot.order.is_redirected:
        changed.add("ship_to")
    is_over = bool(changed)
    facts = {"details": ", ".join(sorted(changed))} if changed else {}
    reason = Reason(word(is_over, "details_changed", "details_as_before"), facts)
    return (Measured(reason, "count", is_over, Decimal(len(changed)), ZERO, outlasts_release=True),)

"""The interface for machines 接口: JSON under /api/v1 for ERP and CRM, described by its own OpenAPI document.

In: a key, an idempotency key, a body. Out: decisions, documents, refusals in the reader's language. Never: a rule of its own.
"""

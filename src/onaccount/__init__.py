"""OnAccount 赊信: whom to give credit, how much, on what terms, and how to get paid."""

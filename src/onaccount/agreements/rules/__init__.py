"""Late interest, instalments and the terms of the law, as pure functions; import what you need from its module."""

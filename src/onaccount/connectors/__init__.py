"""One folder per outside system 对接, all alike, none knows another; only here are sockets and file formats opened."""

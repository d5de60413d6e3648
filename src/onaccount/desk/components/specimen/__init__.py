"""The specimen page 组件样张: every component once, with invented figures; also what the browser tests look at."""

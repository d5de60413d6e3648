"""Mail out 邮件 over SMTP: carries the letters of the outbox. Tested against a real mail server on loopback."""

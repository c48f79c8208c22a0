-- Whether a message was read, for those who sent it; what it says stays with whom it is for.
CREATE VIEW message.published_message AS
SELECT account, key, sent_at, read_at FROM message.message;
CREATE INDEX message_by_key ON message.message (key, account);
GRANT SELECT ON message.published_message TO kc_app;

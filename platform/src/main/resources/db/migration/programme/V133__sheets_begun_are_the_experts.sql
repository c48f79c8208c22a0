-- Sheets begun before it was noted who types: taken for their experts', so that no panel's secretary reads or signs what an
-- expert is typing. What a secretary typed goes on at the sheet alone. A round that has ended is left as it is.
UPDATE programme.review_assignment s SET saved_by = e.account
FROM registry.published_expert e, programme.review_round r
WHERE e.id = s.expert AND e.account IS NOT NULL AND r.id = s.round AND r.state = 'open'
  AND s.state IN ('invited', 'accepted') AND s.saved_at IS NOT NULL AND s.saved_by IS NULL;

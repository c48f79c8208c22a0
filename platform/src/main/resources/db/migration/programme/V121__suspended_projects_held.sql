-- 暂停拨付: projects that were suspended before suspension reached the ledger are held as of the day on which they were,
-- for the reason that was given then. The application's role may only read the view; this runs as its owner.
UPDATE fund.published_allocation m
SET held_on = h.day,
    held_reason = CASE
        WHEN h.reason = '' THEN '项目已暂停'
        WHEN length(h.reason) > 500 THEN left(h.reason, 499) || '…'
        ELSE h.reason END
FROM programme.application a
JOIN LATERAL (
    SELECT CAST(e.at AT TIME ZONE 'Asia/Shanghai' AS date) AS day, btrim(e.reason) AS reason
    FROM programme.event e WHERE e.application = a.id AND e.kind = 'held' ORDER BY e.number DESC LIMIT 1) h ON true
WHERE a.stage_kind = 'execution' AND a.status = 'held'
  AND m.reference = 'programme/application/' || a.id
  AND m.ended_on IS NULL AND m.held_on IS NULL;

-- What modules above may look at: for what money was set aside, whether it is held, whether it has ended.
CREATE VIEW fund.published_allocation AS
    SELECT id, reference, held_on, held_reason, ended_on FROM fund.allocation;
GRANT SELECT ON fund.published_allocation TO kc_app;

-- Who keeps a target keeps the version it stood in.
CREATE OR REPLACE VIEW plan.published_target AS
SELECT p.id AS plan, p.title AS plan_title, p.kind AS plan_kind, p.region AS plan_region, t.item, t.place, t.name,
       t.indicator, t.bound, t.value, t.value_to, t.unit, t.nature, t.baseline, t.region, t.from_on, t.due_on,
       d.unit AS lead, f.version, f.number
FROM plan.plan p
JOIN plan.in_force f ON f.plan = p.id
JOIN plan.target t ON t.version = f.version
LEFT JOIN plan.duty d ON d.version = t.version AND d.item = t.item AND d.role = 'lead';

-- The application's role could only add to these all along; now nobody can do more.
SELECT shared.append_only('registry.organisation_change');
SELECT shared.append_only('registry.former_name');
SELECT shared.append_only('registry.fact_version');
SELECT shared.append_only('registry.fact_decision');

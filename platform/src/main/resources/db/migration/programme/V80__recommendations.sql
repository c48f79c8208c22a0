-- Who waits for a recommendation, by county: one index for the list, the menu and the home page.
CREATE INDEX application_to_recommend ON programme.application (region, due_on, id)
    WHERE stage_kind = 'recommendation' AND status = 'open';

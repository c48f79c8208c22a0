-- Where people of the pool serve: a broker for firms, an agent in villages, a deputy in a town.
CREATE TABLE registry.expert_assignment (
    id           uuid PRIMARY KEY DEFAULT uuidv7(),
    expert       uuid NOT NULL REFERENCES registry.expert (id),
    serves_as    text NOT NULL CHECK (serves_as IN ('broker', 'mentor', 'agent', 'secondee')),
    -- A registered organisation, or a town or village by name.
    organisation uuid REFERENCES registry.organisation (id),
    place        text NOT NULL DEFAULT '' CHECK (length(place) <= 80),
    region       text NOT NULL CHECK (region <> ''),
    task         text NOT NULL DEFAULT '' CHECK (length(task) <= 200),
    since        date NOT NULL,
    until        date,
    ended_reason text NOT NULL DEFAULT '' CHECK (length(ended_reason) <= 200),
    created_at   timestamptz NOT NULL,
    CHECK ((organisation IS NULL) <> (place = '')),
    CHECK (until >= since)
);
CREATE INDEX expert_assignment_expert ON registry.expert_assignment (expert, since DESC);
CREATE INDEX expert_assignment_list ON registry.expert_assignment (serves_as, since, id);
-- Nobody serves twice at the same place in the same role at once.
ALTER TABLE registry.expert_assignment ADD CONSTRAINT expert_assignment_once EXCLUDE USING gist (
    expert WITH =, serves_as WITH =, (coalesce(organisation::text, place)) WITH =,
    (daterange(since, until, '[]')) WITH &&);

GRANT SELECT, INSERT ON registry.expert_assignment TO kc_app;
GRANT UPDATE (until, ended_reason) ON registry.expert_assignment TO kc_app;

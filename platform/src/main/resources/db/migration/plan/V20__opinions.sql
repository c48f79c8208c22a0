-- Opinions and demands of firms (诉求建议): forms sent to them, meetings with them, and what each said, followed up.
GRANT USAGE ON SCHEMA plan TO kc_app;

-- Numbers within a kind and year.
CREATE TABLE plan.serial (
    kind text NOT NULL CHECK (kind <> ''),
    year integer NOT NULL,
    last integer NOT NULL CHECK (last >= 1),
    PRIMARY KEY (kind, year)
);
GRANT SELECT, INSERT, UPDATE ON plan.serial TO kc_app;

-- 办理过程: what happened to an opinion, a supervision item, a scheme, an assessment.
CREATE TABLE plan.history (
    subject uuid NOT NULL,
    number  integer NOT NULL CHECK (number >= 1),
    action  text NOT NULL CHECK (action <> ''),
    note    text NOT NULL DEFAULT '' CHECK (length(note) <= 4000),
    account uuid,
    actor   text NOT NULL,
    unit    text NOT NULL DEFAULT '',
    at      timestamptz NOT NULL,
    PRIMARY KEY (subject, number)
);
CREATE TRIGGER history_append_only BEFORE UPDATE OR DELETE ON plan.history
    FOR EACH ROW EXECUTE FUNCTION shared.refuse_change();
GRANT SELECT, INSERT ON plan.history TO kc_app;

-- 征集表.
CREATE TABLE plan.opinion_form (
    id           uuid PRIMARY KEY DEFAULT uuidv7(),
    version      integer NOT NULL DEFAULT 1 CHECK (version >= 1),
    title        text NOT NULL CHECK (length(btrim(title)) BETWEEN 2 AND 80),
    purpose      text NOT NULL DEFAULT '' CHECK (length(purpose) <= 2000),
    questions    jsonb NOT NULL CHECK (jsonb_typeof(questions) = 'array' AND jsonb_array_length(questions) >= 1),
    -- Whom it goes to; open forms everybody finds.
    open         boolean NOT NULL,
    regions      text[] NOT NULL DEFAULT '{}',
    titles       text[] NOT NULL DEFAULT '{}',
    industries   text[] NOT NULL DEFAULT '{}',
    state        text NOT NULL DEFAULT 'draft' CHECK (state IN ('draft', 'collecting', 'closed')),
    closes_on    date NOT NULL,
    region       text NOT NULL CHECK (region <> ''),
    unit         uuid REFERENCES identity.unit,
    created_by   uuid NOT NULL,
    created_name text NOT NULL,
    created_at   timestamptz NOT NULL,
    published_at timestamptz,
    closed_at    timestamptz,
    CHECK ((state = 'draft') = (published_at IS NULL)),
    CHECK ((state = 'closed') = (closed_at IS NOT NULL))
);
GRANT SELECT, INSERT ON plan.opinion_form TO kc_app;
GRANT UPDATE (version, title, purpose, questions, open, regions, titles, industries, state, closes_on, published_at,
              closed_at) ON plan.opinion_form TO kc_app;

-- What is asked does not change under those who answer.
CREATE FUNCTION plan.keep_published_form() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF OLD.state <> 'draft' AND (NEW.questions, NEW.title, NEW.open) IS DISTINCT FROM (OLD.questions, OLD.title, OLD.open)
    THEN
        RAISE EXCEPTION 'form % is published: its questions stay', OLD.id USING ERRCODE = 'check_violation';
    END IF;
    IF OLD.state = 'closed' OR OLD.state = 'collecting' AND NEW.state = 'draft' THEN
        RAISE EXCEPTION 'form % does not go back', OLD.id USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER keep_published_form BEFORE UPDATE ON plan.opinion_form
    FOR EACH ROW EXECUTE FUNCTION plan.keep_published_form();

CREATE TABLE plan.opinion_invitation (
    form         uuid NOT NULL REFERENCES plan.opinion_form,
    organisation uuid NOT NULL REFERENCES registry.organisation (id),
    invited_at   timestamptz NOT NULL,
    reminded_on  date,
    PRIMARY KEY (form, organisation)
);
CREATE INDEX ON plan.opinion_invitation (organisation);
GRANT SELECT, INSERT ON plan.opinion_invitation TO kc_app;
GRANT UPDATE (reminded_on) ON plan.opinion_invitation TO kc_app;

-- 答卷, as typed.
CREATE TABLE plan.opinion_response (
    id           uuid PRIMARY KEY DEFAULT uuidv7(),
    form         uuid NOT NULL REFERENCES plan.opinion_form,
    organisation uuid NOT NULL REFERENCES registry.organisation (id),
    -- The page it was typed on: sent twice it counts once.
    key          uuid NOT NULL,
    answers      jsonb NOT NULL CHECK (jsonb_typeof(answers) = 'object'),
    account      uuid NOT NULL,
    person       text NOT NULL,
    submitted_at timestamptz NOT NULL,
    UNIQUE (form, key)
);
CREATE INDEX ON plan.opinion_response (form, organisation);
CREATE TRIGGER opinion_response_append_only BEFORE UPDATE OR DELETE ON plan.opinion_response
    FOR EACH ROW EXECUTE FUNCTION shared.refuse_change();
GRANT SELECT, INSERT ON plan.opinion_response TO kc_app;

CREATE FUNCTION plan.form_takes_answers() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NOT EXISTS (SELECT FROM plan.opinion_form WHERE id = NEW.form AND state = 'collecting' FOR SHARE) THEN
        RAISE EXCEPTION 'form % takes no answers', NEW.form USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER form_takes_answers BEFORE INSERT ON plan.opinion_response
    FOR EACH ROW EXECUTE FUNCTION plan.form_takes_answers();

-- 座谈会.
CREATE TABLE plan.opinion_meeting (
    id           uuid PRIMARY KEY DEFAULT uuidv7(),
    version      integer NOT NULL DEFAULT 1 CHECK (version >= 1),
    title        text NOT NULL CHECK (length(btrim(title)) BETWEEN 2 AND 80),
    place        text NOT NULL DEFAULT '' CHECK (length(place) <= 120),
    held_on      date NOT NULL,
    region       text NOT NULL CHECK (region <> ''),
    unit         uuid REFERENCES identity.unit,
    minutes      text NOT NULL DEFAULT '' CHECK (length(minutes) <= 4000),
    record       uuid NOT NULL,
    created_by   uuid NOT NULL,
    created_name text NOT NULL,
    created_at   timestamptz NOT NULL,
    UNIQUE (title, held_on, region)
);
GRANT SELECT, INSERT ON plan.opinion_meeting TO kc_app;
GRANT UPDATE (version, minutes) ON plan.opinion_meeting TO kc_app;

CREATE TABLE plan.opinion_attendance (
    meeting      uuid NOT NULL REFERENCES plan.opinion_meeting,
    organisation uuid NOT NULL REFERENCES registry.organisation (id),
    PRIMARY KEY (meeting, organisation)
);
CREATE INDEX ON plan.opinion_attendance (organisation);
GRANT SELECT, INSERT ON plan.opinion_attendance TO kc_app;

-- 意见、诉求.
CREATE TABLE plan.opinion (
    id            uuid PRIMARY KEY DEFAULT uuidv7(),
    number        text NOT NULL UNIQUE,
    version       integer NOT NULL DEFAULT 1 CHECK (version >= 1),
    organisation  uuid NOT NULL REFERENCES registry.organisation (id),
    region        text NOT NULL CHECK (region <> ''),
    zone          text,
    source        text NOT NULL CHECK (source IN ('form', 'meeting', 'own')),
    form          uuid REFERENCES plan.opinion_form,
    response      uuid REFERENCES plan.opinion_response,
    meeting       uuid REFERENCES plan.opinion_meeting,
    topic         text NOT NULL CHECK (topic <> ''),
    -- As typed, never changed.
    text          text NOT NULL CHECK (length(btrim(text)) BETWEEN 4 AND 2000),
    stated_on     date NOT NULL,
    state         text NOT NULL DEFAULT 'received'
        CHECK (state IN ('received', 'assigned', 'answered', 'closed')),
    unit          uuid REFERENCES identity.unit,
    due_on        date,
    answer        text NOT NULL DEFAULT '' CHECK (length(answer) <= 4000),
    answered_on   date,
    answered_name text NOT NULL DEFAULT '',
    satisfaction  text NOT NULL DEFAULT '' CHECK (satisfaction IN ('', 'satisfied', 'fair', 'unsatisfied')),
    comment       text NOT NULL DEFAULT '' CHECK (length(comment) <= 500),
    reopened      integer NOT NULL DEFAULT 0 CHECK (reopened >= 0),
    record        uuid NOT NULL,
    key           uuid,
    created_by    uuid NOT NULL,
    created_at    timestamptz NOT NULL,
    UNIQUE (organisation, key),
    CHECK ((source = 'form') = (form IS NOT NULL)),
    CHECK ((source = 'form') = (response IS NOT NULL)),
    CHECK ((source = 'meeting') = (meeting IS NOT NULL)),
    CHECK ((state = 'received') = (unit IS NULL)),
    CHECK ((unit IS NULL) = (due_on IS NULL)),
    CHECK ((state IN ('answered', 'closed')) = (answered_on IS NOT NULL)),
    CHECK ((state IN ('answered', 'closed')) = (answer <> '')),
    CHECK (satisfaction = '' OR state = 'closed' OR satisfaction = 'unsatisfied'),
    CHECK (answered_on >= stated_on)
);
CREATE INDEX opinion_by_organisation ON plan.opinion (organisation, id);
CREATE INDEX opinion_by_unit ON plan.opinion (unit, due_on) WHERE state = 'assigned';
CREATE INDEX opinion_received ON plan.opinion (region) WHERE state = 'received';
CREATE INDEX ON plan.opinion (form);
CREATE INDEX ON plan.opinion (meeting);
GRANT SELECT, INSERT ON plan.opinion TO kc_app;
GRANT UPDATE (version, topic, state, unit, due_on, answer, answered_on, answered_name, satisfaction, comment, reopened,
              record) ON plan.opinion TO kc_app;

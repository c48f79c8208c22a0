-- Review (评审): rounds of a call, who reviews what, score sheets, votes, results.

-- One round for each review stage of a call.
CREATE TABLE programme.review_round (
    id          uuid PRIMARY KEY DEFAULT uuidv7(),
    call        uuid NOT NULL REFERENCES programme.call (id),
    stage       text NOT NULL,
    -- Published before anything is drawn; fixed from then on.
    seed        text NOT NULL CHECK (length(seed) BETWEEN 4 AND 200),
    seed_source text NOT NULL CHECK (length(seed_source) BETWEEN 2 AND 400),
    published_by text NOT NULL,
    published_at timestamptz NOT NULL,
    state       text NOT NULL DEFAULT 'open' CHECK (state IN ('open', 'closed')),
    due_on      date,
    closed_by   text,
    closed_at   timestamptz,
    UNIQUE (call, stage),
    CHECK ((state = 'closed') = (closed_at IS NOT NULL AND closed_by IS NOT NULL))
);

-- Every draw with what went in, so that anybody can repeat it.
CREATE TABLE programme.review_draw (
    round    uuid NOT NULL REFERENCES programme.review_round (id),
    number   integer NOT NULL CHECK (number >= 1),
    kind     text NOT NULL CHECK (kind IN ('draw', 'redraw', 'replacement', 'further')),
    seed     text NOT NULL,
    reason   text NOT NULL DEFAULT '' CHECK (length(reason) <= 400),
    input    jsonb NOT NULL,
    digest   bytea NOT NULL CHECK (digest = sha256(convert_to(input::text, 'UTF8'))),
    pairs    integer NOT NULL CHECK (pairs >= 0),
    missing  integer NOT NULL CHECK (missing >= 0),
    cost     bigint NOT NULL,
    shortage jsonb NOT NULL DEFAULT '[]',
    drawn_by text NOT NULL,
    drawn_at timestamptz NOT NULL,
    PRIMARY KEY (round, number),
    CHECK (kind = 'draw' OR reason <> '')
);
CREATE TRIGGER review_draw_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON programme.review_draw
    FOR EACH STATEMENT EXECUTE FUNCTION shared.refuse_change();

-- 回避: who may not review what, and why. Only added to.
CREATE TABLE programme.review_recusal (
    round       uuid NOT NULL REFERENCES programme.review_round (id),
    application uuid NOT NULL REFERENCES programme.application (id),
    expert      uuid NOT NULL,
    reason      text NOT NULL
        CHECK (reason IN ('same_unit', 'cooperation', 'own_application', 'declared', 'kinship', 'declined')),
    evidence    text NOT NULL DEFAULT '' CHECK (length(evidence) <= 400),
    noted_by    text NOT NULL,
    noted_at    timestamptz NOT NULL,
    PRIMARY KEY (round, application, expert)
);
CREATE TRIGGER review_recusal_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON programme.review_recusal
    FOR EACH STATEMENT EXECUTE FUNCTION shared.refuse_change();

CREATE TABLE programme.review_assignment (
    id          uuid PRIMARY KEY DEFAULT uuidv7(),
    round       uuid NOT NULL REFERENCES programme.review_round (id),
    application uuid NOT NULL REFERENCES programme.application (id),
    expert      uuid NOT NULL,
    draw        integer NOT NULL,
    state       text NOT NULL DEFAULT 'invited'
        CHECK (state IN ('invited', 'accepted', 'signed', 'declined', 'recused', 'redrawn')),
    reason      text NOT NULL DEFAULT '' CHECK (length(reason) <= 400),
    opened_at   timestamptz,
    replied_at  timestamptz,
    -- What is typed: overwritten until it is signed.
    points      jsonb NOT NULL DEFAULT '{}' CHECK (jsonb_typeof(points) = 'object'),
    comment     text NOT NULL DEFAULT '' CHECK (length(comment) <= 4000),
    version     integer NOT NULL DEFAULT 1 CHECK (version >= 1),
    saved_at    timestamptz,
    total       numeric(8, 2),
    signed_at   timestamptz,
    signed_by   uuid,
    UNIQUE (round, application, expert),
    FOREIGN KEY (round, draw) REFERENCES programme.review_draw (round, number),
    CHECK ((state = 'signed') = (signed_at IS NOT NULL AND total IS NOT NULL AND signed_by IS NOT NULL)),
    CHECK (state NOT IN ('declined', 'recused', 'redrawn') OR reason <> '')
);
CREATE INDEX review_assignment_expert ON programme.review_assignment (expert, state);
CREATE INDEX review_assignment_application ON programme.review_assignment (application);

-- The database itself keeps apart what recusal keeps apart, and a signed sheet as it was signed.
CREATE FUNCTION programme.check_review_assignment() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = programme, pg_temp AS $$
BEGIN
    PERFORM FROM programme.review_round r WHERE r.id = NEW.round AND r.state = 'open' FOR SHARE;
    IF NOT FOUND THEN
        RAISE EXCEPTION 'the round is closed' USING ERRCODE = 'check_violation', CONSTRAINT = 'review_round_is_open';
    END IF;
    IF TG_OP = 'UPDATE' AND OLD.state = 'signed' THEN
        RAISE EXCEPTION 'the sheet is signed' USING ERRCODE = 'check_violation', CONSTRAINT = 'review_sheet_is_open';
    END IF;
    IF NEW.state IN ('invited', 'accepted', 'signed') AND EXISTS (
        SELECT FROM programme.review_recusal x
        WHERE x.round = NEW.round AND x.application = NEW.application AND x.expert = NEW.expert) THEN
        RAISE EXCEPTION 'expert % is recused from application %', NEW.expert, NEW.application
            USING ERRCODE = 'check_violation', CONSTRAINT = 'review_recusal_holds';
    END IF;
    RETURN NEW;
END
$$;
CREATE TRIGGER review_assignment_allowed BEFORE INSERT OR UPDATE ON programme.review_assignment
    FOR EACH ROW EXECUTE FUNCTION programme.check_review_assignment();

-- The other way round: whoever is recused has given the review up, in the same transaction.
CREATE FUNCTION programme.check_recusal() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = programme, pg_temp AS $$
BEGIN
    IF EXISTS (SELECT FROM programme.review_assignment a
               WHERE a.round = NEW.round AND a.application = NEW.application AND a.expert = NEW.expert
                 AND a.state IN ('invited', 'accepted', 'signed')) THEN
        RAISE EXCEPTION 'expert % still reviews application %', NEW.expert, NEW.application
            USING ERRCODE = 'check_violation', CONSTRAINT = 'review_recusal_holds';
    END IF;
    RETURN NULL;
END
$$;
CREATE CONSTRAINT TRIGGER review_recusal_holds AFTER INSERT ON programme.review_recusal
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION programme.check_recusal();

-- 投票, one row for each ballot on an application.
CREATE TABLE programme.review_vote (
    round       uuid NOT NULL REFERENCES programme.review_round (id),
    application uuid NOT NULL REFERENCES programme.application (id),
    ballot      integer NOT NULL CHECK (ballot BETWEEN 1 AND 3),
    present     integer NOT NULL CHECK (present BETWEEN 1 AND 99),
    yes         integer NOT NULL CHECK (yes >= 0),
    no          integer NOT NULL CHECK (no >= 0),
    abstained   integer NOT NULL CHECK (abstained >= 0),
    entered_by  text NOT NULL,
    entered_at  timestamptz NOT NULL,
    PRIMARY KEY (round, application, ballot),
    CHECK (yes + no + abstained = present)
);

-- Order and time of the interviews of a panel.
CREATE TABLE programme.review_slot (
    round       uuid NOT NULL REFERENCES programme.review_round (id),
    application uuid NOT NULL REFERENCES programme.application (id),
    place       integer NOT NULL CHECK (place >= 1),
    begins_at   timestamptz NOT NULL,
    minutes     integer NOT NULL CHECK (minutes BETWEEN 1 AND 480),
    PRIMARY KEY (round, application),
    UNIQUE (round, place)
);

-- What a round came to; written once, when it is closed.
CREATE TABLE programme.review_result (
    round       uuid NOT NULL REFERENCES programme.review_round (id),
    application uuid NOT NULL REFERENCES programme.application (id),
    reviews     integer NOT NULL CHECK (reviews >= 1),
    raw         numeric(8, 4) NOT NULL,
    normalised  numeric(8, 4) NOT NULL,
    counts      numeric(8, 4) NOT NULL,
    spread      numeric(8, 2) NOT NULL,
    rank        integer NOT NULL CHECK (rank >= 1),
    passed      boolean NOT NULL,
    why         text NOT NULL,
    PRIMARY KEY (round, application)
);
CREATE TRIGGER review_result_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON programme.review_result
    FOR EACH STATEMENT EXECUTE FUNCTION shared.refuse_change();

GRANT SELECT, INSERT ON programme.review_round, programme.review_draw, programme.review_recusal,
    programme.review_assignment, programme.review_result TO kc_app;
GRANT UPDATE (state, due_on, closed_by, closed_at) ON programme.review_round TO kc_app;
GRANT UPDATE (state, reason, opened_at, replied_at, points, comment, version, saved_at, total, signed_at, signed_by)
    ON programme.review_assignment TO kc_app;
GRANT SELECT, INSERT, UPDATE ON programme.review_vote TO kc_app;
GRANT SELECT, INSERT, UPDATE, DELETE ON programme.review_slot TO kc_app;

-- Upward applications (向上推荐): projects recommended to province and ministry, with their results and money.

CREATE TABLE programme.upward (
    id             uuid PRIMARY KEY DEFAULT uuidv7(),
    version        integer NOT NULL DEFAULT 1 CHECK (version >= 1),
    level          text NOT NULL CHECK (level IN ('ministry', 'province')),
    programme      text NOT NULL CHECK (length(btrim(programme)) BETWEEN 2 AND 80),
    year           integer NOT NULL CHECK (year BETWEEN 1990 AND 2100),
    organisation   uuid NOT NULL REFERENCES registry.organisation (id),
    region         text NOT NULL CHECK (region <> ''),
    zone           text,
    title          text NOT NULL CHECK (length(btrim(title)) BETWEEN 2 AND 120),
    leader         text NOT NULL DEFAULT '' CHECK (length(leader) <= 60),
    recommended_on date NOT NULL,
    document       text NOT NULL DEFAULT '' CHECK (length(document) <= 80),
    requested_fen  bigint NOT NULL DEFAULT 0 CHECK (requested_fen >= 0),
    -- 待定、立项、未立项.
    result         text NOT NULL DEFAULT 'open' CHECK (result IN ('open', 'approved', 'refused')),
    decided_on     date,
    approval       text NOT NULL DEFAULT '' CHECK (length(approval) <= 80),
    granted_fen    bigint NOT NULL DEFAULT 0 CHECK (granted_fen >= 0),
    note           text NOT NULL DEFAULT '' CHECK (length(note) <= 500),
    -- Entered by mistake: kept, counted nowhere.
    cancelled      boolean NOT NULL DEFAULT false,
    -- What statistics count for it now.
    recommended_record uuid,
    approved_record    uuid,
    changed_by     text NOT NULL,
    changed_at     timestamptz NOT NULL,
    CHECK ((result = 'open') = (decided_on IS NULL)),
    CHECK (decided_on >= recommended_on),
    CHECK (granted_fen = 0 OR result = 'approved'),
    CHECK ((recommended_record IS NULL) = cancelled),
    CHECK ((approved_record IS NOT NULL) = (result = 'approved' AND NOT cancelled))
);
CREATE UNIQUE INDEX upward_once ON programme.upward (level, programme, year, organisation, title) WHERE NOT cancelled;
CREATE INDEX upward_newest ON programme.upward (year DESC, id DESC);

-- Every change, appended.
CREATE TABLE programme.upward_change (
    upward     uuid NOT NULL REFERENCES programme.upward (id),
    version    integer NOT NULL CHECK (version >= 1),
    action     text NOT NULL CHECK (action IN ('entered', 'changed', 'decided', 'cancelled')),
    -- field -> [old, new]
    changes    jsonb NOT NULL CHECK (jsonb_typeof(changes) = 'object'),
    account    uuid,
    actor      text NOT NULL,
    changed_at timestamptz NOT NULL,
    PRIMARY KEY (upward, version)
);
CREATE TRIGGER upward_change_append_only BEFORE UPDATE OR DELETE ON programme.upward_change
    FOR EACH ROW EXECUTE FUNCTION shared.refuse_change();

GRANT SELECT, INSERT, UPDATE ON programme.upward TO kc_app;
GRANT SELECT, INSERT ON programme.upward_change TO kc_app;

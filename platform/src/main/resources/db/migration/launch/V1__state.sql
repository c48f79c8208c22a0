-- What the launcher remembers about the database as a whole. The application's role has no business here.
CREATE TABLE launch.state (
    key   text PRIMARY KEY,
    value text NOT NULL
);

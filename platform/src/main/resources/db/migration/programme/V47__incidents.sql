-- What happened in the life of a project that the credit record takes note of.
CREATE INDEX event_incident ON programme.event (at) WHERE kind = 'noted' AND jsonb_exists(data, 'incident');

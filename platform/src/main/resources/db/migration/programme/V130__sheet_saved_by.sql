-- Who typed a sheet last: a panel's secretary does not sign what an expert is typing in person.
ALTER TABLE programme.review_assignment ADD COLUMN saved_by uuid;
GRANT UPDATE (saved_by) ON programme.review_assignment TO kc_app;

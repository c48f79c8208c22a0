-- 恢复链接: for an administrator who lost the device and the recovery codes; made by a command on the machine.
ALTER TABLE identity.one_time_link DROP CONSTRAINT one_time_link_purpose_check;
ALTER TABLE identity.one_time_link ADD CONSTRAINT one_time_link_purpose_check
    CHECK (purpose IN ('FIRST_RUN', 'INVITATION', 'RESET', 'RECOVERY'));

-- Each new record in quarantine asks whether a correction is of it: by an index, however many there are.
CREATE INDEX quarantine_correction_of_record ON quarantine_correction (quarantine_id);

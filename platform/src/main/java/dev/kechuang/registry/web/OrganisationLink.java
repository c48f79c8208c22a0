package dev.kechuang.registry.web;

import dev.kechuang.record.SubjectLink;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** Leads from a record of an organisation to its page. */
@Component
class OrganisationLink implements SubjectLink {

    private static final String SUBJECT = "registry/organisation/";

    @Override
    public Optional<String> path(String subject) {
        return subject.startsWith(SUBJECT)
                ? Optional.of("/organisations/" + subject.substring(SUBJECT.length()))
                : Optional.empty();
    }
}

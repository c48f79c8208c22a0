package dev.kechuang.registry.demo;

import dev.kechuang.registry.internal.SearchTokens;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.postgresql.PGConnection;

/** Writes invented organisations by COPY, which the application's role may do as it may insert. */
final class OrganisationCopy {

    private final Connection connection;
    private final CopyRow organisations = new CopyRow();
    private final CopyRow formerNames = new CopyRow();
    private final CopyRow people = new CopyRow();
    private final CopyRow changes = new CopyRow();

    OrganisationCopy(Connection connection) {
        this.connection = connection;
    }

    void write(List<DemoOrganisation> batch) throws SQLException, IOException {
        // Tokens take most of the time; the order stays.
        var entries = batch.parallelStream().map(OrganisationCopy::entry).toList();
        for (int i = 0; i < batch.size(); i++) row(batch.get(i), entries.get(i));
        copy(
                "registry.organisation (id, status, kind, credit_code, name, english_name, region, zone, industry,"
                        + " technical_field, founded, scale, address, phone, email, return_reason, confirmed_on,"
                        + " closed_on, merged_into, created_at, updated_at, name_key, search_text, tokens)",
                organisations);
        copy("registry.former_name (organisation, name, until)", formerNames);
        copy("registry.person (organisation, name, role, phone, since)", people);
        copy("registry.organisation_change (organisation, version, action, changed_at, actor, changes)", changes);
    }

    private static SearchTokens.Entry entry(DemoOrganisation o) {
        return SearchTokens.entry(
                o.name(),
                o.formerName() == null ? List.of() : List.of(o.formerName()),
                o.englishName(),
                new SearchTokens.Codes(
                        o.kind(),
                        o.region(),
                        o.zone(),
                        o.industry(),
                        o.scale(),
                        o.technicalField(),
                        o.founded().getYear(),
                        o.status()));
    }

    private void row(DemoOrganisation o, SearchTokens.Entry entry) {
        String created = o.registeredOn() + " 09:00+08";
        var last = o.closedOn() != null ? o.closedOn() : o.confirmedOn() != null ? o.confirmedOn() : o.registeredOn();
        int minute = (int) (o.id().getLeastSignificantBits() & 0x1ff);
        String updated = last + String.format(" %02d:%02d+08", 9 + minute / 60, minute % 60);
        organisations
                .field(o.id())
                .field(o.status())
                .field(o.kind())
                .field(o.creditCode())
                .field(o.name())
                .field(o.englishName())
                .field(o.region())
                .field(o.zone())
                .field(o.industry())
                .field(o.technicalField())
                .field(o.founded())
                .field(o.scale())
                .field(o.address())
                .field(o.phone())
                .field(o.email())
                .field(o.status().equals("returned") ? "名称与营业执照不一致，请核对后重新提交" : "")
                .field(o.confirmedOn())
                .field(o.closedOn())
                .field(o.mergedInto())
                .field(created)
                .field(updated)
                .field(entry.nameKey())
                .field(entry.text())
                .array(entry.tokens())
                .end();
        if (o.formerName() != null && o.founded().plusYears(2).isBefore(last)) {
            formerNames
                    .field(o.id())
                    .field(o.formerName())
                    .field(o.founded().plusYears(2))
                    .end();
        } else if (o.formerName() != null) {
            formerNames.field(o.id()).field(o.formerName()).field(last).end();
        }
        person(o, o.legalRepresentative(), "legal-representative");
        person(o, o.contact(), "contact");
        changes.field(o.id())
                .field(1)
                .field("registry.demonstration")
                .field(updated)
                .field("demonstration")
                .field("{}")
                .end();
    }

    private void person(DemoOrganisation o, String name, String role) {
        people.field(o.id())
                .field(name)
                .field(role)
                .field(
                        role.equals("contact")
                                ? "199000" + String.format("%05d", Math.floorMod(o.id().hashCode(), 100_000))
                                : "")
                .field(o.registeredOn())
                .end();
    }

    private void copy(String into, CopyRow rows) throws SQLException, IOException {
        if (rows.length() == 0) return;
        connection
                .unwrap(PGConnection.class)
                .getCopyAPI()
                .copyIn("COPY " + into + " FROM STDIN", new java.io.StringReader(rows.take()));
    }
}

package dev.kechuang.programme.web.form;

import dev.kechuang.shared.web.ui.Option;
import java.util.List;
import java.util.Locale;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Programmes that were released at some time, by the name of their newest version, for filters. */
@Component
class ProgrammeNames {

    private final JdbcClient jdbc;

    ProgrammeNames(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    List<Option> options(Locale locale) {
        boolean english = locale.getLanguage().equals("en");
        return jdbc.sql("""
                        SELECT DISTINCT ON (programme) programme, name, name_en FROM programme.version
                        WHERE state <> 'draft' ORDER BY programme, number DESC""")
                .query((rows, number) -> {
                    String en = rows.getString("name_en");
                    return new Option(
                            rows.getString("programme"),
                            english && en != null && !en.isEmpty() ? en : rows.getString("name"));
                })
                .list();
    }
}

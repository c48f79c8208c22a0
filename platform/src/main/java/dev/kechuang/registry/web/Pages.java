package dev.kechuang.registry.web;

import dev.kechuang.registry.internal.OrganisationData;
import jakarta.servlet.http.HttpServletResponse;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;

/** Small things that several pages of the registry do alike. */
public final class Pages {

    private static final DateTimeFormatter DAY = DateTimeFormatter.ISO_LOCAL_DATE.withZone(ZoneId.of("Asia/Shanghai"));

    private static final DateTimeFormatter MINUTE =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm").withZone(ZoneId.of("Asia/Shanghai"));

    private static final String XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

    private Pages() {}

    static String minute(Instant instant) {
        return MINUTE.format(instant);
    }

    public static String day(Instant instant) {
        return DAY.format(instant);
    }

    /** The organisation's own fields out of everything posted. */
    public static Map<String, String> organisation(Map<String, String> posted) {
        var fields = new LinkedHashMap<String, String>();
        for (String field : OrganisationData.FIELDS) fields.put(field, posted.getOrDefault(field, ""));
        return fields;
    }

    /** What a JSON body gives; null stands for nothing stated. */
    public static Map<String, String> given(@Nullable Map<String, @Nullable String> body) {
        var fields = new LinkedHashMap<String, String>();
        if (body != null) {
            body.forEach((field, value) -> {
                if (value != null) fields.put(field, value);
            });
        }
        return fields;
    }

    /** Announces a workbook to be saved under the name. */
    public static void download(HttpServletResponse response, String name) {
        response.setContentType(XLSX);
        response.setHeader(
                HttpHeaders.CONTENT_DISPOSITION,
                ContentDisposition.attachment()
                        .filename(name, StandardCharsets.UTF_8)
                        .build()
                        .toString());
    }

    public static int number(String text) {
        return text.matches("[0-9]{1,9}") ? Integer.parseInt(text) : -1;
    }
}

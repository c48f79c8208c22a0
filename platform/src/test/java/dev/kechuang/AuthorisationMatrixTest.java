package dev.kechuang;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kechuang.shared.access.HasViewer;
import dev.kechuang.shared.access.Role;
import dev.kechuang.shared.access.Viewer;
import dev.kechuang.testing.WebTest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpMethod;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors;
import org.springframework.security.test.web.servlet.setup.SecurityMockMvcConfigurers;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.request.AbstractMockHttpServletRequestBuilder;
import org.springframework.test.web.servlet.request.MockMvcRequestBuilders;
import org.springframework.test.web.servlet.setup.MockMvcBuilders;
import org.springframework.web.context.WebApplicationContext;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/**
 * Who may call what. The file authorisation-matrix.tsv says it for every endpoint and every role; this test fails when
 * an endpoint has no row, when a row has no endpoint, and when an answer is another than the row says.
 *
 * <p>Columns: method, path, then who may call it: {@code everyone}, {@code anyone logged in}, or roles with commas.
 */
class AuthorisationMatrixTest extends WebTest {

    private static final String EVERYONE = "everyone";
    private static final String LOGGED_IN = "logged-in";

    @Autowired
    private WebApplicationContext context;

    @Autowired
    private List<RequestMappingHandlerMapping> mappings;

    private MockMvc mvc;

    @BeforeEach
    void mvc() {
        mvc = MockMvcBuilders.webAppContextSetup(context)
                .apply(SecurityMockMvcConfigurers.springSecurity())
                .build();
    }

    @Test
    void everyEndpointHasARowAndEveryRowAnEndpoint() {
        var missing = new TreeSet<>(endpoints());
        missing.removeAll(rows().keySet());
        var stale = new TreeSet<>(rows().keySet());
        stale.removeAll(endpoints());
        assertThat(missing)
                .as("endpoints without a row in authorisation-matrix.tsv")
                .isEmpty();
        assertThat(stale).as("rows without an endpoint").isEmpty();
    }

    @Test
    void everyoneElseIsTurnedAway() throws Exception {
        var wrong = new ArrayList<String>();
        for (var row : rows().entrySet()) {
            for (Caller caller : callers()) {
                if (caller.mayCall(row.getValue())) continue;
                int status = status(row.getKey(), caller);
                // The public is sent to the login page (303) or told 401; others are told 403.
                boolean turnedAway = caller.role() == null ? status == 401 || status == 303 : status == 403;
                if (!turnedAway) wrong.add(row.getKey() + " as " + caller + ": " + status);
            }
        }
        assertThat(wrong).isEmpty();
    }

    @Test
    void thoseNamedMayRead() throws Exception {
        var wrong = new ArrayList<String>();
        for (var row : rows().entrySet()) {
            if (!row.getKey().startsWith("GET ")) continue;
            for (Caller caller : callers()) {
                if (!caller.mayCall(row.getValue())) continue;
                int status = status(row.getKey(), caller);
                if (status == 401 || status == 403 || status >= 500) {
                    wrong.add(row.getKey() + " as " + caller + ": " + status);
                }
            }
        }
        assertThat(wrong).isEmpty();
    }

    private int status(String endpoint, Caller caller) throws Exception {
        String[] parts = endpoint.split(" ", 2);
        String path = parts[1].replaceAll(
                "\\{\\*?[^}]+}", UUID.nameUUIDFromBytes(new byte[] {1}).toString());
        int status = status(MockMvcRequestBuilders.request(HttpMethod.valueOf(parts[0]), path), parts[0], caller);
        // An upload has to look like one before it meets the handler that decides.
        return status == 415
                ? status(MockMvcRequestBuilders.multipart(HttpMethod.valueOf(parts[0]), path), parts[0], caller)
                : status;
    }

    private int status(AbstractMockHttpServletRequestBuilder<?> request, String method, Caller caller)
            throws Exception {
        if (!method.equals("GET")) request.with(SecurityMockMvcRequestPostProcessors.csrf());
        if (caller.role() != null) {
            request.with(SecurityMockMvcRequestPostProcessors.authentication(login(caller.role())));
        }
        return mvc.perform(request).andReturn().getResponse().getStatus();
    }

    private static Authentication login(Role role) {
        var viewer = new Viewer(
                UUID.nameUUIDFromBytes(role.name().getBytes(java.nio.charset.StandardCharsets.UTF_8)),
                "测试" + role,
                Set.of(role),
                role == Role.APPLICANT ? new UUID(0, 7) : null,
                null,
                "测试单位",
                List.of("320500"));
        return new UsernamePasswordAuthenticationToken((HasViewer) () -> viewer, "", List.of());
    }

    private static List<Caller> callers() {
        var all = new ArrayList<Caller>();
        all.add(new Caller(null));
        for (Role role : Role.values()) all.add(new Caller(role));
        return all;
    }

    private Set<String> endpoints() {
        var found = new LinkedHashSet<String>();
        for (var mapping : mappings) {
            mapping.getHandlerMethods().forEach((info, handler) -> {
                if (!handler.getBeanType().getName().startsWith("dev.kechuang.")) return;
                var methods = info.getMethodsCondition().getMethods();
                for (String path : info.getPatternValues()) {
                    if (methods.isEmpty()) found.add("GET " + path);
                    methods.forEach(method -> found.add(method + " " + path));
                }
            });
        }
        return found;
    }

    private static Map<String, Set<String>> rows() {
        var rows = new TreeMap<String, Set<String>>();
        for (String line : resource("/authorisation-matrix.tsv").split("\n")) {
            if (line.isBlank() || line.startsWith("#")) continue;
            String[] columns = line.split("\t");
            if (columns.length != 3) throw new IllegalStateException("three columns expected: " + line);
            var allowed = Arrays.stream(columns[2].split(","))
                    .map(String::strip)
                    .collect(Collectors.toCollection(LinkedHashSet::new));
            if (rows.put(columns[0] + " " + columns[1], allowed) != null) {
                throw new IllegalStateException("twice: " + line);
            }
        }
        return new LinkedHashMap<>(rows);
    }

    private record Caller(@org.jspecify.annotations.Nullable Role role) {
        boolean mayCall(Set<String> allowed) {
            if (allowed.contains(EVERYONE)) return true;
            return role != null && (allowed.contains(LOGGED_IN) || allowed.contains(role.name()));
        }
    }
}

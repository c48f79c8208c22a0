package dev.kechuang.identity.web;

import dev.kechuang.identity.internal.Settings;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.web.header.writers.ReferrerPolicyHeaderWriter.ReferrerPolicy;

/** The headers that tell a browser what our pages may do: only what comes from here, nothing inline, in no frame. */
final class Headers {

    /** The one style element in Swagger UI: the colours of the drawing in its head. No other is let through. */
    private static final String SWAGGER = "'sha256-RL3ie0nH+Lzz2YNqQN83mnU0J1ot4QL7b99vMdIX99w='";

    private Headers() {}

    static void set(HttpSecurity http, Settings settings, Oidc oidc) {
        String policy = policy(settings, oidc.issuer());
        String ofDocumentation = policy.replace("style-src 'self'", "style-src 'self' " + SWAGGER);
        http.headers(headers -> headers.addHeaderWriter((request, response) -> response.setHeader(
                        "Content-Security-Policy",
                        request.getRequestURI().startsWith("/api/swagger-ui/") ? ofDocumentation : policy))
                .referrerPolicy(referrer -> referrer.policy(ReferrerPolicy.SAME_ORIGIN))
                .permissionsPolicyHeader(permissions -> permissions.policy(
                        "camera=(), microphone=(), geolocation=(), payment=(), usb=(), browsing-topics=()"))
                .httpStrictTransportSecurity(
                        hsts -> hsts.includeSubDomains(false).maxAgeInSeconds(31_536_000)));
    }

    /** Map tiles are the only thing that may come from elsewhere, and only from where the installation says. */
    static String policy(Settings settings, String issuer) {
        for (String server : settings.tileServers()) {
            if (!server.matches("https?://[A-Za-z0-9.*:-]+"))
                throw new IllegalArgumentException(
                        "kc.identity.tile-servers: not an origin like https://host: " + server);
        }
        String tiles = settings.tileServers().isEmpty() ? "" : " " + String.join(" ", settings.tileServers());
        // A form that leads on to the identity provider counts as sent there.
        String provider = issuer.isEmpty() ? "" : " " + issuer.replaceFirst("^(https?://[^/]+).*$", "$1");
        return "default-src 'self'; script-src 'self'; style-src 'self'; img-src 'self' data:" + tiles
                + "; connect-src 'self'" + tiles
                + "; frame-ancestors 'none'; form-action 'self'" + provider + "; base-uri 'self'; object-src 'none'";
    }
}

package dev.kechuang.identity.web;

import dev.kechuang.identity.internal.OidcLinks;
import java.util.UUID;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/**
 * The identity provider of the city (统一身份认证), where one is set: {@code KC_OIDC_ISSUER}, {@code KC_OIDC_CLIENT_ID},
 * {@code KC_OIDC_CLIENT_SECRET}; {@code KC_OIDC_NAME} is what its button says; {@code KC_OIDC_MATCH} ({@code none},
 * {@code email}, {@code phone}) lets a verified claim find the account when it is not linked yet.
 */
@Component
class Oidc {

    private final String issuer;
    private final String client;
    private final String secret;
    private final String name;
    private final OidcLinks.Match match;
    private final OidcLinks links;

    Oidc(
            @Value("${kc.oidc.issuer:}") String issuer,
            @Value("${kc.oidc.client-id:}") String client,
            @Value("${kc.oidc.client-secret:}") String secret,
            @Value("${kc.oidc.name:统一身份认证登录}") String name,
            @Value("${kc.oidc.match:none}") OidcLinks.Match match,
            OidcLinks links) {
        if (!issuer.isBlank() && (client.isBlank() || secret.isBlank()))
            throw new IllegalArgumentException("KC_OIDC_ISSUER needs KC_OIDC_CLIENT_ID and KC_OIDC_CLIENT_SECRET");
        this.issuer = issuer.strip();
        this.client = client;
        this.secret = secret;
        this.name = name;
        this.match = match;
        this.links = links;
    }

    boolean on() {
        return !issuer.isEmpty();
    }

    /** What the button says, empty where no provider is set. */
    String label() {
        return on() ? name : "";
    }

    boolean linked(UUID account) {
        return on() && links.linked(issuer, account);
    }

    String issuer() {
        return issuer;
    }

    String client() {
        return client;
    }

    String secret() {
        return secret;
    }

    OidcLinks.Match match() {
        return match;
    }
}

package dev.kechuang.identity.web;

import dev.kechuang.identity.internal.Account;
import dev.kechuang.identity.internal.LiveSession;
import dev.kechuang.identity.internal.LiveSessions;
import dev.kechuang.identity.internal.OidcLinks;
import dev.kechuang.identity.internal.OidcLinks.Identity;
import dev.kechuang.identity.internal.SessionStore.Method;
import dev.kechuang.identity.internal.SignIn;
import dev.kechuang.shared.Outcome;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.oauth2.client.registration.ClientRegistrationRepository;
import org.springframework.security.oauth2.client.registration.ClientRegistrations;
import org.springframework.security.oauth2.client.registration.InMemoryClientRegistrationRepository;
import org.springframework.security.oauth2.client.registration.SupplierClientRegistrationRepository;
import org.springframework.security.oauth2.client.web.HttpSessionOAuth2AuthorizedClientRepository;
import org.springframework.security.oauth2.client.web.OAuth2AuthorizationRequestRedirectFilter;
import org.springframework.security.oauth2.core.oidc.user.OidcUser;
import org.springframework.security.web.authentication.AuthenticationFailureHandler;
import org.springframework.security.web.authentication.AuthenticationSuccessHandler;
import org.springframework.security.web.context.SecurityContextRepository;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Logging in at the city's identity provider (OpenID Connect). The provider says who somebody is there; what the person
 * is here, the link between the two says. Somebody who is logged in makes that link; a second factor is asked for here
 * all the same.
 */
@Component
class OidcLogin implements AuthenticationSuccessHandler, AuthenticationFailureHandler {

    static final String REGISTRATION = "kc";
    static final String START = "/oauth2/authorization/" + REGISTRATION;

    /** Session attribute: somebody who is logged in is on the way to link the own account. */
    private static final String LINKING = "kc.oidc.linking";

    private static final Logger LOG = LoggerFactory.getLogger(OidcLogin.class);

    private final Oidc oidc;
    private final OidcLinks links;
    private final SignIn signIn;
    private final Sessions sessions;
    private final LiveSessions live;
    private final SecurityContextRepository contexts;

    OidcLogin(
            Oidc oidc,
            OidcLinks links,
            SignIn signIn,
            Sessions sessions,
            LiveSessions live,
            SecurityContextRepository contexts) {
        this.oidc = oidc;
        this.links = links;
        this.signIn = signIn;
        this.sessions = sessions;
        this.live = live;
        this.contexts = contexts;
    }

    /** Adds the login to the chain of pages where a provider is set. */
    void add(HttpSecurity http) {
        if (!oidc.on()) return;
        // Asked on first use, so that a provider that is down does not keep the platform from starting.
        ClientRegistrationRepository registrations = new SupplierClientRegistrationRepository(
                () -> new InMemoryClientRegistrationRepository(ClientRegistrations.fromIssuerLocation(oidc.issuer())
                        .registrationId(REGISTRATION)
                        .clientId(oidc.client())
                        .clientSecret(oidc.secret())
                        .scope("openid", "profile", "email", "phone")
                        .redirectUri("{baseUrl}/login/oauth2/code/{registrationId}")
                        .build()));
        http.addFilterBefore(askingTheProvider(registrations), OAuth2AuthorizationRequestRedirectFilter.class);
        http.oauth2Login(login -> login.clientRegistrationRepository(registrations)
                .authorizedClientRepository(new HttpSessionOAuth2AuthorizedClientRepository())
                .loginPage("/login")
                .successHandler(this)
                .failureHandler(this));
    }

    /** A provider that does not answer is told on the login page; the password still works there. */
    private OncePerRequestFilter askingTheProvider(ClientRegistrationRepository registrations) {
        return new OncePerRequestFilter() {
            @Override
            protected boolean shouldNotFilter(HttpServletRequest request) {
                return !request.getRequestURI().equals(START);
            }

            @Override
            protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
                    throws ServletException, IOException {
                try {
                    registrations.findByRegistrationId(REGISTRATION);
                } catch (RuntimeException e) {
                    failed(request, response, e);
                    return;
                }
                chain.doFilter(request, response);
            }
        };
    }

    void startLinking(HttpServletRequest request, LiveSession session) {
        request.getSession().setAttribute(LINKING, session);
    }

    @Override
    public void onAuthenticationSuccess(
            HttpServletRequest request, HttpServletResponse response, Authentication authentication)
            throws IOException {
        var user = (OidcUser) Objects.requireNonNull(authentication.getPrincipal());
        var identity = new Identity(
                oidc.issuer(),
                Objects.requireNonNull(user.getSubject()),
                Boolean.TRUE.equals(user.getEmailVerified()) ? Objects.requireNonNullElse(user.getEmail(), "") : "",
                Boolean.TRUE.equals(user.getPhoneNumberVerified())
                        ? Objects.requireNonNullElse(user.getPhoneNumber(), "")
                        : "");
        var session = request.getSession(false);
        if (session != null
                && session.getAttribute(LINKING) instanceof LiveSession linking
                && live.check(linking) == null) {
            session.removeAttribute(LINKING);
            restore(linking, request, response);
            boolean linked = links.link(linking.viewer(), identity) instanceof Outcome.Done<UUID>;
            response.sendRedirect(linked ? "/account/oidc/linked" : "/account/oidc/taken");
            return;
        }
        Optional<Account> account = links.account(identity, oidc.match());
        if (session != null) session.invalidate();
        SecurityContextHolder.clearContext();
        if (account.isEmpty()) {
            response.sendRedirect("/login?oidc=unknown");
            return;
        }
        switch (signIn.afterFirstFactor(account.get())) {
            case SignIn.Result.Proved(var id) -> {
                boolean begun = sessions.begin(request, response, id, Method.OIDC);
                response.sendRedirect(begun ? "/home" : "/login?ended=LOCKED");
            }
            case SignIn.Result.CodeNeeded(var id) -> {
                sessions.pend(request, id, Method.OIDC, "/home");
                response.sendRedirect("/login/code");
            }
            default -> response.sendRedirect("/login?ended=LOCKED");
        }
    }

    /** The provider's login took the place of ours in the session; whoever links stays logged in as before. */
    private void restore(LiveSession linking, HttpServletRequest request, HttpServletResponse response) {
        var context = SecurityContextHolder.createEmptyContext();
        context.setAuthentication(UsernamePasswordAuthenticationToken.authenticated(linking, null, List.of()));
        SecurityContextHolder.setContext(context);
        contexts.saveContext(context, request, response);
    }

    @Override
    public void onAuthenticationFailure(
            HttpServletRequest request, HttpServletResponse response, AuthenticationException exception)
            throws IOException {
        failed(request, response, exception);
    }

    private static void failed(HttpServletRequest request, HttpServletResponse response, RuntimeException why)
            throws IOException {
        LOG.warn("login at the identity provider failed: {}", why.getMessage());
        var session = request.getSession(false);
        boolean linking = session != null && session.getAttribute(LINKING) instanceof LiveSession;
        if (session != null) session.removeAttribute(LINKING);
        response.sendRedirect(linking ? "/account/oidc/failed" : "/login?oidc=failed");
    }
}

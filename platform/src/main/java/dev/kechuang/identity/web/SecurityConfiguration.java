package dev.kechuang.identity.web;

import dev.kechuang.identity.internal.LiveSession;
import dev.kechuang.identity.internal.LiveSession.EndReason;
import dev.kechuang.identity.internal.LiveSessions;
import dev.kechuang.identity.internal.Settings;
import dev.kechuang.identity.internal.SignIn;
import dev.kechuang.identity.internal.Tokens;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.authentication.AuthenticationManager;
import org.springframework.security.authentication.ProviderNotFoundException;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.observation.SecurityObservationSettings;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.authentication.session.ChangeSessionIdAuthenticationStrategy;
import org.springframework.security.web.authentication.session.CompositeSessionAuthenticationStrategy;
import org.springframework.security.web.authentication.session.SessionAuthenticationStrategy;
import org.springframework.security.web.context.HttpSessionSecurityContextRepository;
import org.springframework.security.web.context.SecurityContextHolderFilter;
import org.springframework.security.web.context.SecurityContextRepository;
import org.springframework.security.web.csrf.CookieCsrfTokenRepository;
import org.springframework.security.web.csrf.CsrfAuthenticationStrategy;
import org.springframework.security.web.csrf.CsrfTokenRepository;
import org.springframework.security.web.csrf.XorCsrfTokenRequestAttributeHandler;
import org.springframework.security.web.util.matcher.RequestMatcher;

/**
 * Who gets in and with which protection. What a handler is open to is said at the handler by {@code @Allow} and enforced
 * by the access interceptor, which denies by default; the chains here find out who asks.
 */
@Configuration(proxyBeanMethods = false)
class SecurityConfiguration {

    /** Programs with a token: no session, and no CSRF since a browser never adds the header by itself. */
    private static final RequestMatcher TOKEN = request -> Problems.api(request) && TokenFilter.bearer(request) != null;

    @Bean
    SecurityContextRepository securityContextRepository() {
        return new HttpSessionSecurityContextRepository();
    }

    /** In a cookie, so that reading a public page makes no session. */
    @Bean
    CsrfTokenRepository csrfTokenRepository() {
        var tokens = new CookieCsrfTokenRepository();
        tokens.setCookieName("KCCSRF");
        tokens.setCookieCustomizer(cookie -> cookie.sameSite("Lax").httpOnly(true));
        return tokens;
    }

    @Bean
    SessionAuthenticationStrategy sessionAuthenticationStrategy(CsrfTokenRepository tokens) {
        var csrf = new CsrfAuthenticationStrategy(tokens);
        csrf.setRequestHandler(new XorCsrfTokenRequestAttributeHandler());
        return new CompositeSessionAuthenticationStrategy(
                java.util.List.of(new ChangeSessionIdAuthenticationStrategy(), csrf));
    }

    /** Wrapping every filter of every request in measurements costs more than the filters. */
    @Bean
    SecurityObservationSettings noSecurityObservations() {
        return SecurityObservationSettings.noObservations();
    }

    /** We check passwords ourselves; without this bean Spring Boot would make a user of its own. */
    @Bean
    AuthenticationManager authenticationManager() {
        return authentication -> {
            throw new ProviderNotFoundException("logging in goes through SignIn");
        };
    }

    @Bean
    @org.springframework.core.annotation.Order(1)
    SecurityFilterChain tokenChain(
            HttpSecurity http,
            Tokens tokens,
            RateLimits limits,
            Problems problems,
            Doors doors,
            Settings settings,
            Oidc oidc) {
        http.securityMatcher(TOKEN)
                .csrf(csrf -> csrf.disable())
                .sessionManagement(session -> session.sessionCreationPolicy(
                        org.springframework.security.config.http.SessionCreationPolicy.STATELESS))
                .requestCache(cache -> cache.disable())
                .logout(logout -> logout.disable())
                .anonymous(anonymous -> anonymous.disable())
                .authorizeHttpRequests(requests -> requests.anyRequest().permitAll())
                .exceptionHandling(
                        errors -> errors.authenticationEntryPoint(doors).accessDeniedHandler(doors))
                .addFilterAfter(new TokenFilter(tokens, limits, problems), SecurityContextHolderFilter.class)
                .addFilterAfter(limits.filter(), TokenFilter.class);
        Headers.set(http, settings, oidc);
        return http.build();
    }

    @Bean
    @org.springframework.core.annotation.Order(2)
    SecurityFilterChain pageChain(
            HttpSecurity http,
            SecurityContextRepository contexts,
            CsrfTokenRepository csrfTokens,
            LiveSessions sessions,
            SignIn signIn,
            Problems problems,
            RateLimits limits,
            Doors doors,
            Settings settings,
            Oidc oidc,
            OidcLogin oidcLogin) {
        var session = new SessionFilter(sessions, problems);
        http.securityContext(context -> context.securityContextRepository(contexts))
                // Whoever registers has no session yet that another site could borrow.
                .csrf(csrf -> csrf.ignoringRequestMatchers(
                                // Open to programs without an account; deciding changes nothing.
                                "/api/registry/registrations", "/api/policy/policies/*/decide")
                        .csrfTokenRepository(csrfTokens)
                        .csrfTokenRequestHandler(new XorCsrfTokenRequestAttributeHandler()))
                .requestCache(cache -> cache.disable())
                .authorizeHttpRequests(requests -> requests.anyRequest().permitAll())
                .exceptionHandling(
                        errors -> errors.authenticationEntryPoint(doors).accessDeniedHandler(doors))
                .logout(logout -> logout.logoutUrl("/logout")
                        .addLogoutHandler((request, response, authentication) -> {
                            if (authentication != null && authentication.getPrincipal() instanceof LiveSession live) {
                                sessions.end(live.id(), EndReason.LOGOUT);
                                signIn.ended(live.viewer());
                            }
                        })
                        .logoutSuccessHandler((request, response, authentication) -> {
                            response.setStatus(303);
                            response.setHeader("Location", "/login?out");
                        }))
                .addFilterAfter(session, SecurityContextHolderFilter.class)
                .addFilterAfter(limits.filter(), SessionFilter.class);
        oidcLogin.add(http);
        Headers.set(http, settings, oidc);
        return http.build();
    }
}

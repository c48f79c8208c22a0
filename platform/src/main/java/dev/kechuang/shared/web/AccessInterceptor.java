package dev.kechuang.shared.web;

import dev.kechuang.shared.access.Allow;
import dev.kechuang.shared.access.Viewer;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.authentication.AuthenticationCredentialsNotFoundException;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerInterceptor;

/** Deny by default: a handler of ours runs only for those its {@link Allow} names. */
final class AccessInterceptor implements HandlerInterceptor {

    @Override
    public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler) {
        if (!(handler instanceof HandlerMethod method)) return true;
        if (!method.getBeanType().getName().startsWith("dev.kechuang.")) return true;
        Allow allow = allow(method);
        if (allow != null && allow.everyone()) return true;
        Viewer viewer = ViewerResolver.current();
        if (viewer.isPublic()) throw new AuthenticationCredentialsNotFoundException("log in first");
        if (allow == null || !(allow.anyRole() || viewer.isAny(allow.value()))) {
            throw new AccessDeniedException("not for this role");
        }
        return true;
    }

    /** The annotation of the method, else of its class. */
    static @Nullable Allow allow(HandlerMethod method) {
        Allow own = AnnotatedElementUtils.findMergedAnnotation(method.getMethod(), Allow.class);
        return own != null ? own : AnnotatedElementUtils.findMergedAnnotation(method.getBeanType(), Allow.class);
    }
}

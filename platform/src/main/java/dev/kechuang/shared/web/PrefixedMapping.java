package dev.kechuang.shared.web;

import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.mvc.method.RequestMappingInfo;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/**
 * Finds the handler of a request. The framework tries every pattern that has a variable in it, one after another, and with
 * many hundred of them that took a quarter of a page's processor time; here a pattern is tried only where the path begins
 * as it does up to its first variable.
 */
final class PrefixedMapping extends RequestMappingHandlerMapping {

    private final Map<RequestMappingInfo, List<String>> prefixes = new ConcurrentHashMap<>();
    private final ThreadLocal<@Nullable String> asked = new ThreadLocal<>();

    @Override
    protected @Nullable HandlerMethod lookupHandlerMethod(String path, HttpServletRequest request) throws Exception {
        // What is written with an escape or a parameter matches by its meaning: the framework knows how.
        boolean plain = path.indexOf('%') < 0 && path.indexOf(';') < 0;
        asked.set(plain ? path : null);
        try {
            return super.lookupHandlerMethod(path, request);
        } finally {
            asked.remove();
        }
    }

    @Override
    protected @Nullable RequestMappingInfo getMatchingMapping(RequestMappingInfo info, HttpServletRequest request) {
        String path = asked.get();
        return path == null || begins(path, prefixes.computeIfAbsent(info, PrefixedMapping::prefixes))
                ? super.getMatchingMapping(info, request)
                : null;
    }

    private static boolean begins(String path, List<String> prefixes) {
        for (String prefix : prefixes) if (path.startsWith(prefix)) return true;
        return false;
    }

    private static List<String> prefixes(RequestMappingInfo info) {
        return info.getPatternValues().stream().map(PrefixedMapping::prefix).toList();
    }

    /** Up to the last slash before the first variable or wildcard; the whole where there is none. */
    static String prefix(String pattern) {
        for (int i = 0; i < pattern.length(); i++) {
            // "/a/**" matches "/a" as well.
            if ("{*?".indexOf(pattern.charAt(i)) >= 0)
                return pattern.substring(0, Math.max(0, pattern.lastIndexOf('/', i)));
        }
        return pattern;
    }
}

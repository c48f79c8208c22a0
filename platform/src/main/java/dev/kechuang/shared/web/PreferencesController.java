package dev.kechuang.shared.web;

import dev.kechuang.shared.access.Allow;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseCookie;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** Switches language and text size, and returns to the page the reader was on. */
@Controller
class PreferencesController {

    @Allow(everyone = true)
    @PostMapping("/preferences")
    String choose(
            @RequestParam(defaultValue = "") String lang,
            @RequestParam(defaultValue = "") String size,
            @RequestParam(defaultValue = "/") String back,
            HttpServletRequest request,
            HttpServletResponse response) {
        if (lang.equals("zh") || lang.equals("en")) keep(Preferences.LANGUAGE_COOKIE, lang, request, response);
        if (size.equals("normal") || size.equals("large")) keep(Preferences.SIZE_COOKIE, size, request, response);
        return "redirect:" + LocalPath.orHome(back);
    }

    private static void keep(String name, String value, HttpServletRequest request, HttpServletResponse response) {
        var cookie = ResponseCookie.from(name, value)
                .path("/")
                .maxAge(Duration.ofDays(365))
                .sameSite("Lax")
                .httpOnly(true)
                .secure(request.isSecure())
                .build();
        response.addHeader(HttpHeaders.SET_COOKIE, cookie.toString());
    }
}

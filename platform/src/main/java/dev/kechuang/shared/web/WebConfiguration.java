package dev.kechuang.shared.web;

import dev.kechuang.shared.DemoClock;
import gg.jte.ContentType;
import gg.jte.TemplateEngine;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.webmvc.autoconfigure.WebMvcRegistrations;
import org.springframework.context.MessageSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;
import org.springframework.http.CacheControl;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.servlet.LocaleResolver;
import org.springframework.web.servlet.ViewResolver;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.ResourceHandlerRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import org.springframework.web.servlet.i18n.AbstractLocaleResolver;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/** Wires what all pages share: templates, languages, access, frame. */
@Configuration(proxyBeanMethods = false)
class WebConfiguration implements WebMvcConfigurer {

    static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");

    private final ObjectProvider<FrameInterceptor> frame;
    private final ObjectProvider<Assets> assets;

    WebConfiguration(ObjectProvider<FrameInterceptor> frame, ObjectProvider<Assets> assets) {
        this.frame = frame;
        this.assets = assets;
    }

    @Bean
    Clock clock(@Value("${kc.demo:false}") boolean demo) {
        Clock clock = Clock.system(ZONE);
        return demo ? new DemoClock(clock) : clock;
    }

    @Bean
    static WebMvcRegistrations registrations() {
        return new WebMvcRegistrations() {
            @Override
            public RequestMappingHandlerMapping getRequestMappingHandlerMapping() {
                return new PrefixedMapping();
            }
        };
    }

    @Bean
    static TemplateEngine templateEngine() {
        var engine = TemplateEngine.createPrecompiled(ContentType.Html);
        engine.setTrimControlStructures(true);
        return engine;
    }

    /** A view name is the template's path without its ending, e.g. {@code registry/organisations}. */
    @Bean
    ViewResolver jteViewResolver(TemplateEngine templates) {
        return (name, locale) -> name.startsWith("redirect:") || name.startsWith("forward:")
                ? null
                : new JteView(templates, name + ".jte");
    }

    /** Every {@code i18n/*.properties}: Chinese in {@code module.properties}, English in {@code module_en.properties}. */
    @Bean
    static MessageSource messageSource() throws IOException {
        var files = new PathMatchingResourcePatternResolver().getResources("classpath*:i18n/*.properties");
        var source = new BilingualMessages();
        source.setBasenames(Arrays.stream(files)
                .map(file -> file.getFilename())
                .filter(name -> name != null && !name.endsWith("_en.properties"))
                .map(name -> "i18n/" + name.substring(0, name.length() - ".properties".length()))
                .distinct()
                .sorted()
                .toArray(String[]::new));
        source.setDefaultEncoding("UTF-8");
        source.setFallbackToSystemLocale(false);
        source.setAlwaysUseMessageFormat(true);
        return source;
    }

    /** Chinese unless the reader chose English; the browser's own language does not decide. */
    @Bean
    LocaleResolver localeResolver() {
        return new AbstractLocaleResolver() {
            @Override
            public Locale resolveLocale(HttpServletRequest request) {
                return "en".equals(Preferences.cookie(request, Preferences.LANGUAGE_COOKIE))
                        ? Locale.ENGLISH
                        : Locale.SIMPLIFIED_CHINESE;
            }

            @Override
            public void setLocale(
                    HttpServletRequest request,
                    jakarta.servlet.http.@org.jspecify.annotations.Nullable HttpServletResponse response,
                    @org.jspecify.annotations.Nullable Locale locale) {
                throw new UnsupportedOperationException("the language is a cookie, set by PreferencesController");
            }
        };
    }

    /** The digest in the address changes with the content, so a browser never has to ask again. */
    @Override
    public void addResourceHandlers(ResourceHandlerRegistry registry) {
        registry.addResourceHandler(assets.getObject().root() + "**")
                .addResourceLocations("classpath:/static/")
                .setCacheControl(
                        CacheControl.maxAge(Duration.ofDays(365)).cachePublic().immutable());
    }

    @Override
    public void addInterceptors(InterceptorRegistry registry) {
        registry.addInterceptor(new AccessInterceptor()).order(0);
        registry.addInterceptor(frame.getObject()).order(1);
    }

    @Override
    public void addArgumentResolvers(List<HandlerMethodArgumentResolver> resolvers) {
        resolvers.add(new ViewerResolver());
    }
}

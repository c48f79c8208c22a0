package dev.kechuang.programme.web.call;

import dev.kechuang.programme.internal.call.CallStore;
import dev.kechuang.shared.web.NavItem;
import dev.kechuang.shared.web.SearchSource;
import dev.kechuang.shared.web.ui.SearchHits;
import java.time.Clock;
import java.util.Set;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Where calls stand in the menus and in the search. */
@Configuration(proxyBeanMethods = false)
class CallNavigation {

    @Bean
    NavItem callsEntry() {
        return new NavItem(
                "programme.nav.area", "programme.nav.calls", "call.list", "/calls", 510, Set.of(), NavItem.Todo.NONE);
    }

    @Bean
    SearchSource callHits(CallStore calls, CallLabels labels, Clock clock) {
        return SearchSource.of(510, (viewer, words, limit, locale) -> {
            var page = calls.list(
                    viewer, new CallStore.Query(words, "", "", "", null), clock.instant(), null, null, limit);
            return new SearchHits(
                    labels.text(locale, "call.list"),
                    page.items().stream()
                            .map(call -> new SearchHits.Hit(
                                    call.title(),
                                    call.number() + " · " + labels.programme(locale, call),
                                    "/calls/" + call.id()))
                            .toList(),
                    page.next() == null
                            ? ""
                            : "/calls?q=" + java.net.URLEncoder.encode(words, java.nio.charset.StandardCharsets.UTF_8));
        });
    }
}

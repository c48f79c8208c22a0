package dev.kechuang.shared.web;

import dev.kechuang.shared.access.Viewer;
import dev.kechuang.shared.web.ui.Notice;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.security.web.csrf.CsrfToken;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.support.RequestContextUtils;

/** Puts the {@link Frame} into the model of every page, after the controller and before the template. */
@Component
public class FrameInterceptor implements HandlerInterceptor {

    private final List<NavItem> items;
    private final Texts texts;
    private final Assets assets;
    private final Clock clock;
    private final boolean demo;
    private final ObjectProvider<UnreadCounter> unread;

    FrameInterceptor(
            List<NavItem> items,
            Texts texts,
            Assets assets,
            Clock clock,
            ObjectProvider<UnreadCounter> unread,
            @Value("${kc.demo:false}") boolean demo) {
        this.items =
                items.stream().sorted(Comparator.comparingInt(NavItem::order)).toList();
        this.texts = texts;
        this.assets = assets;
        this.clock = clock;
        this.unread = unread;
        this.demo = demo;
    }

    @Override
    public void postHandle(
            HttpServletRequest request, HttpServletResponse response, Object handler, @Nullable ModelAndView view) {
        if (view == null || view.getViewName() == null) return;
        if (view.getViewName().startsWith("redirect:") || view.getModel().containsKey("frame")) return;
        view.addObject("frame", frame(request));
    }

    private Frame frame(HttpServletRequest request) {
        Viewer viewer = ViewerResolver.current();
        String path = request.getRequestURI();
        String query = request.getQueryString();
        var counter = unread.getIfAvailable();
        int waiting = counter == null || viewer.isPublic() ? 0 : counter.unread(viewer);
        return frame(request, viewer, path, query == null ? "" : query, waiting, areas(viewer, path, true));
    }

    /** The frame around an error: the menus, but no counts, since the database may be what has failed. */
    Frame frameOfError(HttpServletRequest request, String path) {
        Viewer viewer = ViewerResolver.current();
        return frame(request, viewer, path, "", 0, areas(viewer, path, false));
    }

    private Frame frame(
            HttpServletRequest request, Viewer viewer, String path, String query, int waiting, List<Frame.Area> areas) {
        var csrf = (CsrfToken) request.getAttribute(CsrfToken.class.getName());
        return new Frame(
                viewer,
                RequestContextUtils.getLocale(request),
                path,
                query,
                csrf == null
                        ? Frame.Csrf.NONE
                        : new Frame.Csrf(csrf.getParameterName(), csrf.getHeaderName(), csrf.getToken()),
                Preferences.large(request),
                demo,
                waiting,
                LocalDate.now(clock),
                areas,
                notice(request),
                texts,
                assets);
    }

    private static @Nullable Notice notice(HttpServletRequest request) {
        var flash = RequestContextUtils.getInputFlashMap(request);
        return flash != null && flash.get(Notice.FLASH) instanceof Notice notice ? notice : null;
    }

    private List<Frame.Area> areas(Viewer viewer, String path, boolean counts) {
        var visible = items.stream().filter(item -> item.visibleTo(viewer)).toList();
        NavItem current = visible.stream()
                .filter(item -> item.fits(path) >= 0)
                .max(Comparator.comparingInt(item -> item.fits(path)))
                .orElse(null);
        var byArea = new LinkedHashMap<String, LinkedHashMap<String, List<Frame.Entry>>>();
        var firstPath = new LinkedHashMap<String, String>();
        for (NavItem item : visible) {
            boolean inCurrentArea = current != null && current.area().equals(item.area());
            firstPath.putIfAbsent(item.area(), item.path());
            byArea.computeIfAbsent(item.area(), key -> new LinkedHashMap<>())
                    .computeIfAbsent(item.section(), key -> new ArrayList<>())
                    .add(new Frame.Entry(
                            item.label(),
                            item.path(),
                            item.equals(current),
                            counts && inCurrentArea ? item.todo().count(viewer) : 0));
        }
        return byArea.entrySet().stream()
                .map(area -> new Frame.Area(
                        area.getKey(),
                        firstPath.getOrDefault(area.getKey(), "/"),
                        current != null && current.area().equals(area.getKey()),
                        area.getValue().entrySet().stream()
                                .map(section -> new Frame.Section(section.getKey(), section.getValue()))
                                .toList()))
                .toList();
    }
}

package dev.kechuang.shared.web;

import dev.kechuang.shared.access.Role;
import dev.kechuang.shared.access.Viewer;
import java.util.List;
import java.util.Set;

/**
 * One entry of the menus; modules contribute theirs as beans. The bar on top shows the areas, the side menu the entries
 * of the current area under their sections.
 *
 * @param area message key of the area in the top bar, e.g. {@code nav.registry}
 * @param section message key of the heading in the side menu
 * @param label message key of the entry
 * @param path where it leads; the entry is active on this path and below
 * @param order areas and entries are shown by ascending order: floor times 100, plus a place within
 * @param roles who sees it; empty for everybody who is logged in
 * @param todo counter shown behind the entry, {@link Todo#NONE} for none
 * @param also further paths on which, and below which, the entry is active
 */
public record NavItem(
        String area,
        String section,
        String label,
        String path,
        int order,
        Set<Role> roles,
        Todo todo,
        List<String> also) {

    public NavItem(String area, String section, String label, String path, int order, Set<Role> roles, Todo todo) {
        this(area, section, label, path, order, roles, todo, List.of());
    }

    public NavItem alsoOn(String... paths) {
        return new NavItem(area, section, label, path, order, roles, todo, List.of(paths));
    }

    /** Length of the path by which the entry is active on a page, or −1 where it is not: the longest wins. */
    public int fits(String page) {
        int longest = below(path, page) ? path.length() : -1;
        for (String other : also) if (below(other, page)) longest = Math.max(longest, other.length());
        return longest;
    }

    private static boolean below(String path, String page) {
        return page.equals(path) || page.startsWith(path + "/");
    }

    public boolean visibleTo(Viewer viewer) {
        if (viewer.isPublic()) return false;
        return roles.isEmpty() || roles.stream().anyMatch(viewer::is);
    }

    /**
     * Counts what waits for the viewer; called on every page, so it has to be one indexed statement. All entries are made
     * before the first page: what counts comes from an {@link org.springframework.beans.factory.ObjectProvider}, so that
     * a start does not wait for every module.
     */
    @FunctionalInterface
    public interface Todo {
        Todo NONE = viewer -> 0;

        int count(Viewer viewer);
    }
}

package dev.kechuang;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import org.springframework.modulith.core.ApplicationModule;
import org.springframework.modulith.core.ApplicationModules;
import org.springframework.modulith.core.DependencyDepth;

/** Draws the modules floor by floor with what each uses, as an SVG that is the same for the same code. */
final class HousePicture {

    private static final int BOX_WIDTH = 150;
    private static final int BOX_HEIGHT = 40;
    private static final int GAP_X = 30;
    private static final int GAP_Y = 70;
    private static final int LEFT = 90;

    private HousePicture() {}

    static String draw(ApplicationModules modules) {
        Map<String, ApplicationModule> byName = new LinkedHashMap<>();
        modules.forEach(module -> byName.put(module.getIdentifier().toString(), module));
        List<Integer> floors = java.util.stream.IntStream.range(0, Floors.FLOORS.size())
                .boxed()
                .filter(floor -> Floors.FLOORS.get(floor).stream().anyMatch(byName::containsKey))
                .toList();
        Map<String, int[]> places = new LinkedHashMap<>();
        int widest = 0;
        for (int row = 0; row < floors.size(); row++) {
            int y = 20 + (floors.size() - 1 - row) * (BOX_HEIGHT + GAP_Y);
            int column = 0;
            for (String name : Floors.FLOORS.get(floors.get(row))) {
                if (!byName.containsKey(name)) continue;
                places.put(name, new int[] {LEFT + column++ * (BOX_WIDTH + GAP_X), y});
            }
            widest = Math.max(widest, column);
        }
        int width = LEFT + widest * (BOX_WIDTH + GAP_X);
        int height = 20 + floors.size() * (BOX_HEIGHT + GAP_Y);
        var svg = new StringBuilder();
        svg.append("""
                <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %d %d" font-family="sans-serif" font-size="14">
                <title>Modules of the platform by floor; lines lead down to what a module uses</title>
                <rect width="100%%" height="100%%" fill="#fff"/>
                """.formatted(width, height));
        for (var place : places.entrySet()) {
            ApplicationModule module = Objects.requireNonNull(byName.get(place.getKey()));
            var below = new TreeSet<String>();
            module.getDependencies(modules, DependencyDepth.IMMEDIATE)
                    .uniqueModules()
                    .forEach(used -> below.add(used.getIdentifier().toString()));
            for (String used : below) {
                // Everything stands on shared; drawing those lines would hide the others.
                if (used.equals("shared") || !places.containsKey(used)) continue;
                line(svg, place.getValue(), Objects.requireNonNull(places.get(used)));
            }
        }
        for (var place : places.entrySet()) {
            int x = place.getValue()[0];
            int y = place.getValue()[1];
            svg.append(
                    "<rect x=\"%d\" y=\"%d\" width=\"%d\" height=\"%d\" rx=\"4\" fill=\"#EAF2FE\" stroke=\"#1458C0\"/>\n"
                            .formatted(x, y, BOX_WIDTH, BOX_HEIGHT));
            svg.append("<text x=\"%d\" y=\"%d\" text-anchor=\"middle\">%s</text>\n"
                    .formatted(x + BOX_WIDTH / 2, y + 25, place.getKey()));
        }
        for (int row = 0; row < floors.size(); row++) {
            int y = 20 + (floors.size() - 1 - row) * (BOX_HEIGHT + GAP_Y);
            svg.append("<text x=\"12\" y=\"%d\" fill=\"#5A6675\">floor %d</text>\n".formatted(y + 25, floors.get(row)));
        }
        return svg.append("</svg>\n").toString();
    }

    /** Down a floor as a straight line, along a floor as a bow beneath it. */
    private static void line(StringBuilder svg, int[] from, int[] to) {
        int x1 = from[0] + BOX_WIDTH / 2;
        int x2 = to[0] + BOX_WIDTH / 2;
        if (from[1] == to[1]) {
            int y = from[1] + BOX_HEIGHT;
            svg.append("<path d=\"M%d %d Q%d %d %d %d\" fill=\"none\" stroke=\"#8A94A3\"/>\n"
                    .formatted(x1, y, (x1 + x2) / 2, y + 12 + Math.abs(x1 - x2) / 10, x2, y));
        } else {
            svg.append("<line x1=\"%d\" y1=\"%d\" x2=\"%d\" y2=\"%d\" stroke=\"#8A94A3\"/>\n"
                    .formatted(x1, from[1] + BOX_HEIGHT, x2, to[1]));
        }
    }
}

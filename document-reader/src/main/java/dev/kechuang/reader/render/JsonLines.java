package dev.kechuang.reader.render;

import dev.kechuang.reader.Figure;
import dev.kechuang.reader.Reading;
import dev.kechuang.reader.Span;
import dev.kechuang.reader.Task;
import java.math.BigDecimal;
import java.util.List;

/** Writes figures and tasks as JSON lines in the order of the text. */
public final class JsonLines {
    private JsonLines() {}

    public static String of(Reading reading) {
        StringBuilder out = new StringBuilder();
        CodePoints offsets = new CodePoints(reading.text());
        List<Figure> figures = reading.figures();
        List<Task> tasks = reading.tasks();
        int f = 0;
        for (Task task : tasks) {
            while (f < figures.size()
                    && figures.get(f).span().start() < task.span().start())
                figure(out, figures.get(f++), reading, offsets);
            task(out, task, offsets);
        }
        while (f < figures.size()) figure(out, figures.get(f++), reading, offsets);
        return out.toString();
    }

    private static void figure(StringBuilder out, Figure figure, Reading reading, CodePoints offsets) {
        Json json = new Json(out).open();
        json.put("type", "figure");
        span(json, figure.span(), offsets);
        json.put("text", figure.text()).put("measure", figure.measure()).put("value", figure.value());
        BigDecimal to = figure.valueTo();
        if (to != null) json.put("value_to", to);
        json.put("unit", figure.unit())
                .put("bound", figure.bound().sign())
                .put("role", figure.role().word())
                .put("time", figure.time().word())
                .put("period", figure.period());
        if (figure.per() != null) json.put("per", figure.per().word());
        json.put("region", figure.region()).close();
        out.append('\n');
    }

    private static void task(StringBuilder out, Task task, CodePoints offsets) {
        Json json = new Json(out).open();
        json.put("type", "task");
        span(json, task.span(), offsets);
        json.put("heading", task.heading()).put("owners", task.owners());
        if (!task.lead().isEmpty()) json.put("lead", task.lead());
        if (!task.support().isEmpty()) json.put("support", task.support());
        if (task.deadline() != null) json.put("deadline", task.deadline().toString());
        json.close();
        out.append('\n');
    }

    private static void span(Json json, Span span, CodePoints offsets) {
        json.put("start", offsets.at(span.start())).put("end", offsets.at(span.end()));
    }
}

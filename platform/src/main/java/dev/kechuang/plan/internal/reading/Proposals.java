package dev.kechuang.plan.internal.reading;

import dev.kechuang.indicator.Indicators.Suggestion;
import dev.kechuang.pack.Region;
import dev.kechuang.pack.Regions;
import dev.kechuang.plan.internal.plan.Bound;
import dev.kechuang.plan.internal.plan.Dictionary;
import dev.kechuang.plan.internal.plan.DutyReader;
import dev.kechuang.plan.internal.plan.Plan;
import dev.kechuang.plan.internal.plan.PlanUnit;
import dev.kechuang.plan.internal.plan.PlanUnits;
import dev.kechuang.plan.internal.plan.TargetForm;
import dev.kechuang.plan.internal.plan.TextSpan;
import dev.kechuang.reader.Figure;
import dev.kechuang.reader.Reading;
import dev.kechuang.reader.Role;
import dev.kechuang.reader.Task;
import dev.kechuang.reader.Tense;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What a document proposes for a plan: a candidate for every target figure and every responsibility clause. */
final class Proposals {

    /** From this likeness on an indicator is bound without asking. */
    private static final int SURE = 85;

    /** Below this likeness no indicator is proposed. */
    private static final int LEAST = 60;

    private static final Pattern MONEY = Pattern.compile(".*?(亿元|万元|百万元|千元)$");

    private final Reading reading;
    private final Plan plan;
    private final Dictionary dictionary;
    private final Regions regions;
    private final PlanUnits.Reader units;
    private final List<Candidate> found = new ArrayList<>();
    private final List<UUID> taskIds = new ArrayList<>();
    private final List<String> leads = new ArrayList<>();

    private Proposals(Reading reading, Plan plan, Dictionary dictionary, Regions regions, PlanUnits.Reader units) {
        this.reading = reading;
        this.plan = plan;
        this.dictionary = dictionary;
        this.regions = regions;
        this.units = units;
    }

    static List<Candidate> of(
            Reading reading, Plan plan, Dictionary dictionary, Regions regions, PlanUnits.Reader units) {
        var proposals = new Proposals(reading, plan, dictionary, regions, units);
        int number = 0;
        for (Task task : reading.tasks()) proposals.task(task, ++number);
        proposals.targets();
        return List.copyOf(proposals.found);
    }

    private void task(Task task, int number) {
        var why = new ArrayList<String>();
        boolean sure = true;
        var leading = new ArrayList<>(task.lead());
        var support = new ArrayList<>(task.owners());
        if (leading.isEmpty() && !task.owners().isEmpty()) {
            leading.add(task.owners().getFirst());
            if (task.owners().size() > 1) why.add("未写明牵头，取第一个单位“" + leading.getFirst() + "”");
        }
        support.removeAll(leading);
        if (leading.size() == 1) {
            String name = leading.getFirst();
            var meant = units.read(name);
            if (meant.collective()) {
                PlanUnit office = office();
                support.addFirst(name);
                leading.set(0, office == null ? name : office.name());
                why.add(meant.reason() + "，建议由" + leading.getFirst() + "牵头汇总，请核对");
                sure = false;
            } else if (meant.units().isEmpty()) {
                why.add(meant.reason() + "，请指定牵头单位");
                sure = false;
            } else {
                why.add("牵头“" + name + "”：" + meant.reason());
            }
        } else {
            why.add("牵头单位有 " + leading.size() + " 个：" + String.join("、", leading) + "，只能有一个");
            sure = false;
        }
        for (String name : support) {
            var meant = units.read(name);
            if (meant.units().isEmpty()) why.add("配合" + meant.reason());
            else if (meant.collective()) why.add("配合" + meant.reason());
        }
        String heading = task.heading().isBlank() ? start(task.text()) : task.heading();
        if (task.heading().isBlank()) sure = false;
        LocalDate due = task.deadline() == null || outside(task.deadline()) ? plan.untilOn() : task.deadline();
        var fields = new LinkedHashMap<String, String>();
        fields.put("heading", cut(heading.strip(), 120));
        fields.put("text", cut(task.text().strip(), 4000));
        fields.put("fromOn", plan.fromOn().toString());
        fields.put("dueOn", due.toString());
        fields.put("lead", String.join("、", leading));
        fields.put("support", String.join("、", support));
        UUID id = UUID.randomUUID();
        taskIds.add(id);
        leads.add(String.join("、", leading));
        found.add(new Candidate(
                id,
                false,
                BigDecimal.valueOf(task.span().start()),
                fields,
                number,
                new TextSpan(task.span().start(), task.span().end()),
                null,
                sure,
                String.join("；", why),
                Candidate.State.OPEN,
                0));
    }

    private void targets() {
        Set<String> stated = new HashSet<>();
        int number = 0;
        for (Figure figure : reading.figures()) {
            number++;
            if (figure.time() != Tense.TARGET) continue;
            target(figure, number, stated);
        }
    }

    private void target(Figure figure, int number, Set<String> stated) {
        var why = new ArrayList<String>();
        boolean sure = true;
        String unit = figure.unit();
        BigDecimal value = figure.value();
        BigDecimal to = figure.valueTo();
        var money = MONEY.matcher(figure.text());
        if (unit.equals("元") && money.matches()) {
            unit = money.group(1);
            BigDecimal factor = Dictionary.factor("元", unit).orElseThrow();
            value = value.multiply(factor);
            to = to == null ? null : to.multiply(factor);
        }
        String name = figure.measure().strip();
        if (figure.role() == Role.NEW && !name.startsWith("新")) name = "新增" + name;
        if (name.length() < 2) {
            name = "（请填写目标名称）";
            sure = false;
        }
        if (unit.isBlank()) {
            why.add("没有计量单位，请填写");
            sure = false;
        }
        if (!stated.add(name + "/" + unit)) {
            name = name + "（力争）";
            why.add("同一目标的另一个数值");
        }
        String indicator = "";
        var best = dictionary.suggest(figure.role() == Role.NEW ? name : figure.measure(), unit, 1).stream()
                .findFirst();
        if (best.isPresent() && best.get().likeness() >= LEAST && fits(unit, best.get())) {
            indicator = best.get().indicator().code();
            why.add("指标“" + best.get().indicator().name() + "”：" + best.get().reason());
            if (best.get().likeness() < SURE) {
                why.add("相似度 " + best.get().likeness() + "%，请核对");
                sure = false;
            }
        } else {
            why.add("没有相近的指标，由牵头单位报告数值");
        }
        Integer in = taskOf(figure);
        String lead = "";
        if (in != null) {
            lead = leads.get(in);
            why.add("所在任务“" + reading.tasks().get(in).heading() + "”");
        } else {
            Integer near = nearest(figure.measure());
            if (near != null && !leads.get(near).isEmpty()) {
                lead = leads.get(near);
                why.add("责任单位取自相近的任务“" + reading.tasks().get(near).heading() + "”");
            } else {
                why.add("文件未写明责任单位，请指定");
                sure = false;
            }
        }
        if (DutyReader.names(lead).size() != 1) sure = false;
        var fields = new LinkedHashMap<String, String>();
        fields.put("name", cut(name, 120));
        fields.put("indicator", indicator);
        fields.put("bound", Bound.of(figure.bound()).code());
        fields.put("value", TargetForm.plain(value));
        fields.put("valueTo", TargetForm.plain(to));
        fields.put("unit", unit);
        boolean stands = figure.role() == Role.CUMULATIVE || figure.role() == Role.SHARE || unit.equals("%");
        fields.put("nature", stands ? "stock" : "flow");
        fields.put("region", region(figure.region()));
        fields.put("fromOn", plan.fromOn().toString());
        fields.put("dueOn", due(figure, why).toString());
        fields.put("lead", lead);
        fields.put("support", "");
        found.add(new Candidate(
                UUID.randomUUID(),
                true,
                BigDecimal.valueOf(figure.span().start()),
                fields,
                number,
                new TextSpan(figure.span().start(), figure.span().end()),
                in == null ? null : taskIds.get(in),
                sure,
                String.join("；", why),
                Candidate.State.OPEN,
                0));
    }

    private static boolean fits(String unit, Suggestion suggestion) {
        return !unit.isBlank()
                && Dictionary.factor(unit, suggestion.indicator().unit()).isPresent();
    }

    private @Nullable Integer taskOf(Figure figure) {
        for (int i = 0; i < reading.tasks().size(); i++)
            if (reading.tasks().get(i).span().contains(figure.span())) return i;
        return null;
    }

    /** The task whose heading and text share most pairs of characters with the measure. */
    private @Nullable Integer nearest(String measure) {
        Integer best = null;
        double most = 0.3;
        for (int i = 0; i < reading.tasks().size(); i++) {
            Task task = reading.tasks().get(i);
            double share = share(measure, task.heading()) * 2 + share(measure, task.text());
            if (share > most) {
                most = share;
                best = i;
            }
        }
        return best;
    }

    private static double share(String measure, String text) {
        if (measure.length() < 2) return 0;
        int hits = 0;
        for (int i = 0; i + 2 <= measure.length(); i++) if (text.contains(measure.substring(i, i + 2))) hits++;
        return hits / (double) (measure.length() - 1);
    }

    private String region(String name) {
        String city = plan.region();
        if (name.isBlank()) return city;
        Map<String, String> known = new HashMap<>();
        for (String code : regions.subtree(city))
            regions.find(code).map(Region::name).ifPresent(one -> known.put(one, code));
        return known.getOrDefault(name, city);
    }

    private LocalDate due(Figure figure, List<String> why) {
        String period = figure.period();
        int dash = Math.max(period.lastIndexOf('-'), period.lastIndexOf('—'));
        String last = dash < 0 ? period : period.substring(dash + 1);
        if (!last.matches("\\d{4}")) return plan.untilOn();
        LocalDate due = LocalDate.of(Integer.parseInt(last), 12, 31);
        if (!outside(due)) return due;
        why.add("文件年份为 " + last + "，按计划期末计");
        return plan.untilOn();
    }

    private boolean outside(LocalDate day) {
        return day.isBefore(plan.fromOn()) || day.isAfter(plan.untilOn());
    }

    private @Nullable PlanUnit office() {
        PlanUnit bureau = null;
        for (PlanUnit unit : units.units()) {
            if (unit.kind().equals("DIVISION") && unit.name().contains("办公室")) return unit;
            if (unit.kind().equals("BUREAU")) bureau = unit;
        }
        return bureau;
    }

    private static String start(String text) {
        String line = text.strip().replaceAll("[。；，,;].*", "");
        return line.length() < 2 ? "（请填写任务名称）" : line;
    }

    private static String cut(String text, int most) {
        return text.length() > most ? text.substring(0, most) : text;
    }
}

package dev.kechuang.indicator.demo;

import java.util.List;

/** What cities published of past years: values and where they stand. Targets are no observations; plans have them. */
final class Published {

    private Published() {}

    record Fact(String region, int year, String indicator, String value, String source) {}

    private static final String SUZHOU = "320500";
    private static final String XIAN = "610100";
    private static final String R2006 = "苏州市2006年科技工作总结";
    private static final String R2007 = "苏州市2007年科技工作总结";
    private static final String R2014 = "苏州市2014年科技工作总结";
    private static final String X2014 = "西安市2014年科技工作总结";

    static final List<Fact> FACTS = List.of(
            new Fact(SUZHOU, 2006, "hnte.provincial", "844", R2006),
            new Fact(SUZHOU, 2007, "hnte.provincial.new", "586", R2007),
            new Fact(SUZHOU, 2007, "hnte.provincial", "1430", R2007),
            new Fact(SUZHOU, 2006, "hnte.key", "73", R2006),
            new Fact(SUZHOU, 2007, "hnte.key.new", "27", R2007),
            new Fact(SUZHOU, 2007, "hnte.key", "93", R2007),
            new Fact(SUZHOU, 2006, "private-tech.valid", "1261", R2006),
            new Fact(SUZHOU, 2007, "private-tech.new", "435", R2007),
            new Fact(SUZHOU, 2007, "private-tech.valid", "1726", R2007),
            new Fact(SUZHOU, 2006, "high-tech-product.valid", "2126", R2006),
            new Fact(SUZHOU, 2007, "high-tech-product.new", "725", R2007),
            new Fact(SUZHOU, 2007, "high-tech-product.valid", "2851", R2007),
            new Fact(SUZHOU, 2006, "software-product.valid", "716", R2006),
            new Fact(SUZHOU, 2007, "software-product.new", "387", R2007),
            new Fact(SUZHOU, 2007, "software-product.valid", "1090", R2007),
            new Fact(SUZHOU, 2006, "patents.applied", "12874", R2006),
            new Fact(SUZHOU, 2007, "patents.applied", "33752", R2007),
            new Fact(SUZHOU, 2006, "patents.granted", "4855", R2006),
            new Fact(SUZHOU, 2007, "patents.granted", "9157", R2007),
            new Fact(SUZHOU, 2007, "tax.deduction.firms", "301", R2007),
            new Fact(SUZHOU, 2007, "tax.deduction.projects", "453", R2007),
            new Fact(SUZHOU, 2007, "tax.deduction.amount", "18", R2007),
            new Fact(SUZHOU, 2007, "programmes.money", "6501", R2007),
            new Fact(SUZHOU, 2006, "programmes.money", "4583", R2006),
            new Fact(SUZHOU, 2014, "hnte.valid", "2900", R2014),
            new Fact(SUZHOU, 2014, "private-tech.valid", "9098", R2014),
            new Fact(SUZHOU, 2014, "high-tech-output", "13700", R2014),
            new Fact(SUZHOU, 2014, "high-tech-share", "44.8", R2014),
            new Fact(SUZHOU, 2014, "incubators", "76", R2014),
            new Fact(SUZHOU, 2014, "incubators.area", "460", R2014),
            new Fact(SUZHOU, 2014, "tenants", "5600", R2014),
            new Fact(SUZHOU, 2014, "tax.relief.total", "66.7", R2014),
            new Fact(SUZHOU, 2014, "upward.approved", "1234", R2014),
            new Fact(SUZHOU, 2014, "upward.money", "136000", R2014),
            new Fact(SUZHOU, 2014, "instruments", "1877", R2014),
            new Fact(SUZHOU, 2014, "brokers", "1000", R2014),
            new Fact(SUZHOU, 2014, "talents.provincial", "501", R2014),
            new Fact(SUZHOU, 2014, "talents.national", "157", R2014),
            new Fact(SUZHOU, 2014, "pool.size", "3", R2014),
            new Fact(SUZHOU, 2014, "loans.cumulative", "105.7", R2014),
            new Fact(SUZHOU, 2014, "loans.firms", "226", R2014),
            new Fact(SUZHOU, 2014, "loans.amount", "26.2", R2014),
            new Fact(SUZHOU, 2014, "programmes.post-subsidy.share", "60", R2014),
            new Fact(SUZHOU, 2014, "opinions", "926", R2014),
            new Fact(XIAN, 2014, "contracts.sum", "530.53", X2014),
            new Fact(XIAN, 2014, "laboratories", "5555", X2014),
            new Fact(XIAN, 2014, "instruments", "6344", X2014),
            new Fact(XIAN, 2014, "instruments.services", "2900", X2014),
            new Fact(XIAN, 2014, "financing", "40", X2014),
            new Fact(XIAN, 2014, "loans.balance", "15", X2014),
            new Fact(XIAN, 2014, "patents.applied", "47000", X2014),
            new Fact(XIAN, 2014, "patents.granted", "16500", X2014),
            new Fact(XIAN, 2014, "patents.cases", "143", X2014),
            new Fact(XIAN, 2014, "agents", "130", X2014),
            new Fact(XIAN, 2014, "tax.relief.total", "56", X2014));
}

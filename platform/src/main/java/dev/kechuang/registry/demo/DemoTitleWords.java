package dev.kechuang.registry.demo;

import dev.kechuang.pack.TitleKind;

/** Words of invented titles and their documents. */
final class DemoTitleWords {

    private DemoTitleWords() {}

    static String body(TitleKind.Level level) {
        return switch (level) {
            case NATIONAL -> "国家主管部门（演示）";
            case PROVINCIAL -> "江苏省科学技术厅（演示）";
            case CITY -> "苏州市科学技术局（演示）";
            case COUNTY -> "县级市、区科学技术局（演示）";
        };
    }

    static String documentNumber(TitleKind.Level level, int year, int number) {
        String prefix = switch (level) {
            case NATIONAL -> "演国科";
            case PROVINCIAL -> "演苏科";
            case CITY -> "演市科";
            case COUNTY -> "演县科";
        };
        return prefix + "〔" + year + "〕" + number + "号";
    }

    /** The firm's own words in the name of its laboratory: without place and legal form. */
    static String brand(String firm) {
        String brand = firm.replaceAll("(股份有限公司|有限责任公司|有限公司|（.*?）)", "")
                .replaceFirst("^(苏州市|苏州|昆山市|昆山|常熟市|常熟|张家港市|张家港|太仓市|太仓|吴江|吴中|相城|姑苏|虎丘)", "");
        return brand.isEmpty() ? firm : brand;
    }

    static String institution(TitleKind kind, TitleKind.Level level, String firm) {
        String place = switch (level) {
            case NATIONAL -> "国家";
            case PROVINCIAL -> "江苏省";
            case CITY -> "苏州市";
            case COUNTY -> "";
        };
        return place + brand(firm) + kind.name().replaceAll("（.*?）", "");
    }
}

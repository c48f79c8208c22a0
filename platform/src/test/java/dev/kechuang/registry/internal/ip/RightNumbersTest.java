package dev.kechuang.registry.internal.ip;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kechuang.registry.RightKind;
import dev.kechuang.registry.internal.RegistryFixture;
import dev.kechuang.registry.internal.ip.RightNumbers.Numbers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Numbers as people type them, in one form each. */
class RightNumbersTest {

    private static Numbers read(RightKind kind, String application, String grant) {
        return RegistryFixture.done(RightNumbers.read(kind, application, grant));
    }

    private static String wrong(RightKind kind, String application, String grant) {
        var error = RegistryFixture.refused(RightNumbers.read(kind, application, grant))
                .getFirst();
        return error.field() + " " + error.key();
    }

    /** Example of the standard ZC 0006—2003: 200310102344 has the check character 5. */
    @Test
    void theCheckCharacterIsTheStandards() {
        assertThat(RightNumbers.check("200310102344")).isEqualTo('5');
    }

    @ParameterizedTest
    @CsvSource({
        "ZL 2003 1 0102344.5, 2003101023445",
        "200310102344.5, 2003101023445",
        "CN200310102344.5, 2003101023445",
        "２００３１０１０２３４４．５, 2003101023445",
        "zl2003101023445, 2003101023445"
    })
    void aPatentNumberIsKnownInEveryForm(String typed, String number) {
        assertThat(read(RightKind.INVENTION, typed, "").application()).isEqualTo(number);
        assertThat(read(RightKind.INVENTION, "", typed).application())
                .as("the patent number is the application number")
                .isEqualTo(number);
    }

    @Test
    void aNumberThatCannotBeIsToldWhatIsWrong() {
        assertThat(wrong(RightKind.INVENTION, "200310102344.6", ""))
                .isEqualTo("applicationNumber ip.error.number.check");
        assertThat(wrong(RightKind.INVENTION, "200310102344", ""))
                .isEqualTo("applicationNumber ip.error.number.unchecked");
        assertThat(wrong(RightKind.DESIGN, "200310102344.5", "")).isEqualTo("applicationNumber ip.error.number.kind");
        assertThat(wrong(RightKind.INVENTION, "12345", "")).isEqualTo("applicationNumber ip.error.number.patent");
        assertThat(wrong(RightKind.INVENTION, "", "")).isEqualTo("applicationNumber ip.error.number.missing");
        assertThat(wrong(RightKind.INVENTION, "200310102344.5", "ZL200310102345.3"))
                .isEqualTo("grantNumber ip.error.number.differs");
        assertThat(wrong(RightKind.SOFTWARE, "", "软著登字第123号")).isEqualTo("grantNumber ip.error.number.software");
        assertThat(wrong(RightKind.SOFTWARE, "", "")).isEqualTo("grantNumber ip.error.number.none");
    }

    @Test
    void otherKindsHaveNumbersOfTheirOwn() {
        assertThat(read(RightKind.SOFTWARE, "", "2021 sr 0123456").grant()).isEqualTo("2021SR0123456");
        assertThat(read(RightKind.LAYOUT, "", "BS195012345").grant()).isEqualTo("BS.195012345");
        assertThat(read(RightKind.CROP_VARIETY, "", "国审稻20190001").grant()).isEqualTo("国审稻20190001");
        assertThat(read(RightKind.PLANT_VARIETY, "20160123.4", "CNA20160123.4").grant())
                .isEqualTo("CNA20160123.4");
    }

    @Test
    void itIsShownAsPeopleWriteIt() {
        assertThat(RightNumbers.shown(RightKind.INVENTION, "2003101023445", true))
                .isEqualTo("ZL200310102344.5");
        assertThat(RightNumbers.shown(RightKind.INVENTION, "2003101023445", false))
                .isEqualTo("200310102344.5");
    }
}

package dev.kechuang.reader;

/** How the number printed limits the value meant: 恰为、不低于、超过、不超过、约. */
public enum Bound {
    /** Stated exactly. */
    EXACT("="),
    /** 以上、不低于、至少. */
    AT_LEAST(">="),
    /** 超、超过、突破、余、多. */
    MORE(">"),
    /** 以内、不超过, and 前N位. */
    AT_MOST("<="),
    /** 近、约、左右、接近. */
    ABOUT("~");

    private final String sign;

    Bound(String sign) {
        this.sign = sign;
    }

    /** The sign of the exchange format: {@code = >= > <= ~}. */
    public String sign() {
        return sign;
    }
}

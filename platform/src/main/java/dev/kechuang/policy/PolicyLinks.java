package dev.kechuang.policy;

import java.util.List;

/** Things of higher modules that a policy's public page leads to, such as open calls. Modules contribute beans. */
public interface PolicyLinks {

    /** What is open to everybody for the policy now, the most urgent first; empty for nothing. */
    List<Link> of(String policy);

    /**
     * @param kind message key of what it is, e.g. {@code call.openCall}
     * @param title in Chinese, as it is called
     * @param path page that everybody may open
     * @param until shown behind it, e.g. the last day; empty for none
     */
    record Link(String kind, String title, String path, String until) {}
}

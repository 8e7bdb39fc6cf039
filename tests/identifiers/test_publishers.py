import pytest

# Each DOI with the addresses that carry it or from which it follows.
NAMES = {
    # Nature: the id in the path is the DOI's suffix.
    "doi:10.1038/s42256-020-0164-7": (
        "https://www.nature.com/articles/s42256-020-0164-7",
        "http://nature.com/articles/s42256-020-0164-7",
        "nature.com/articles/s42256-020-0164-7",
        "https://www.nature.com/articles/s42256-020-0164-7.pdf",
        "https://www.nature.com/articles/s42256-020-0164-7?proof=t",
        "https://www.nature.com/articles/s42256-020-0164-7#Sec2",
        "https://www.nature.com/articles/s42256-020-0164-7/figures/1",
        "https://www-nature-com.ezproxy.example.edu/articles/s42256-020-0164-7",
        "https://www-nature-com.ezp-prod1.example.edu/articles/s42256-020-0164-7",
        "https://www-nature-com.example.idm.oclc.org/articles/s42256-020-0164-7",
        "http://www.nature.com.libproxy.example.edu/articles/s42256-020-0164-7",
        "https://www-nature-com.ep.bib.example.se/articles/s42256-020-0164-7",
        "https://ezproxy.example.edu/login?url=https://www.nature.com/articles/s42256-020-0164-7",
        "[Shortcut learning](https://www.nature.com/articles/s42256-020-0164-7).",
    ),
    "doi:10.1038/nature14539": (
        "https://www.nature.com/articles/nature14539",
        "https://www.nature.com/articles/10.1038/nature14539",
        "https://idp.nature.com/authorize?redirect_uri=https://www.nature.com/articles/nature14539",
        "https://sci-hub.se/10.1038/nature14539",
        "http://www.nature.com/nature/journal/v521/n7553/full/nature14539.html",
        "http://www.nature.com/nature/journal/v521/n7553/abs/nature14539.html",
        "http://www.nature.com/nature/journal/v521/n7553/pdf/nature14539.pdf",
    ),
    "doi:10.1038/323533a0": ("https://www.nature.com/articles/323533a0",),
    "doi:10.1038/d41586-019-00653-5": ("https://www.nature.com/articles/d41586-019-00653-5",),
    "doi:10.1038/sdata.2016.18": (
        "https://www.nature.com/articles/sdata.2016.18",
        "https://www.nature.com/articles/sdata201618",
        "https://www.nature.com/articles/sdata201618.pdf",
    ),
    "doi:10.1038/srep20141": ("https://www.nature.com/articles/srep20141",),
    "doi:10.1038/s41586-021-03819-2": (
        "https://www.nature.com/articles/s41586-021-03819-2_reference.pdf",
        "https://static-content.springer.com/esm/art%3A10.1038%2Fs41586-021-03819-2/MediaObjects/1.pdf",
    ),
    "doi:10.1038/sj.bdj.2018.1": ("https://www.nature.com/articles/sj.bdj.2018.1",),
    "doi:10.1057/s41599-020-0494-4": ("https://www.nature.com/articles/s41599-020-0494-4",),
    # Science, PNAS and the other Atypon sites carry the DOI, with the view before or behind it.
    "doi:10.1126/science.aar6404": (
        "https://www.science.org/doi/10.1126/science.aar6404",
        "https://www.science.org/doi/full/10.1126/science.aar6404",
        "https://science.sciencemag.org/doi/10.1126/science.aar6404",
        "https://www.science.org/doi/10.1126/science.aar6404?url_ver=Z39.88-2003",
        "https://www-science-org.example.idm.oclc.org/doi/10.1126/science.aar6404",
    ),
    "doi:10.1073/pnas.79.8.2554": (
        "https://www.pnas.org/doi/abs/10.1073/pnas.79.8.2554",
        "https://www.pnas.org/doi/10.1073/pnas.79.8.2554",
        "https://www.pnas.org/doi/full/10.1073/pnas.79.8.2554",
        "https://www.pnas.org/doi/pdf/10.1073/pnas.79.8.2554",
        "https://www.pnas.org/doi/epdf/10.1073/pnas.79.8.2554",
        "https://www.pnas.org/doi/suppl/10.1073/pnas.79.8.2554",
        "http://www.pnas.org/cgi/doi/10.1073/pnas.79.8.2554",
        "https://www.pnas.org/lookup/doi/10.1073/pnas.79.8.2554",
        "https://www-pnas-org.libproxy.example.edu/doi/abs/10.1073/pnas.79.8.2554",
    ),
    "doi:10.1145/3292500.3330701": (
        "https://dl.acm.org/doi/10.1145/3292500.3330701",
        "https://dl.acm.org/doi/abs/10.1145/3292500.3330701",
        "https://dl.acm.org/doi/pdf/10.1145/3292500.3330701",
        "https://dl.acm.org/doi/fullHtml/10.1145/3292500.3330701",
        "https://dl.acm.org/doi/10.1145/3292500.3330701#sec-ref",
        "http://doi.acm.org/10.1145/3292500.3330701",
        "https://dl.acm.org/citation.cfm?doid=3292500.3330701",
        "https://dl.acm.org/citation.cfm?doid=3292500.3330701&CFID=1",
        "https://dl-acm-org.proxy.lib.example.edu/doi/10.1145/3292500.3330701",
    ),
    "doi:10.5555/3295222.3295349": ("https://dl.acm.org/doi/10.5555/3295222.3295349",),
    "doi:10.1002/anie.201906321": (
        "https://onlinelibrary.wiley.com/doi/10.1002/anie.201906321",
        "https://onlinelibrary.wiley.com/doi/full/10.1002/anie.201906321",
        "https://onlinelibrary.wiley.com/doi/10.1002/anie.201906321/abstract",
        "https://onlinelibrary.wiley.com/doi/pdfdirect/10.1002/anie.201906321?download=true",
        "http://onlinelibrary.wiley.com/doi/10.1002/anie.201906321/full",
        "https://chemistry-europe.onlinelibrary.wiley.com/doi/epdf/10.1002/anie.201906321",
        "https://doi.wiley.com/10.1002/anie.201906321",
        "http://api.wiley.com/onlinelibrary/tdm/v1/articles/10.1002%2Fanie.201906321",
    ),
    "doi:10.1098/rsta.2015.0202": (
        "https://royalsocietypublishing.org/doi/10.1098/rsta.2015.0202",
        "https://royalsocietypublishing.org/doi/full/10.1098/rsta.2015.0202",
        "https://royalsocietypublishing.org/doi/pdf/10.1098/rsta.2015.0202",
    ),
    "doi:10.1080/01621459.2017.1285773": (
        "https://www.tandfonline.com/doi/full/10.1080/01621459.2017.1285773",
        "https://www.tandfonline.com/doi/abs/10.1080/01621459.2017.1285773?needAccess=true",
    ),
    "doi:10.1177/0956797611417632": (
        "https://journals.sagepub.com/doi/10.1177/0956797611417632",
        "https://journals.sagepub.com/doi/pdf/10.1177/0956797611417632",
    ),
    "doi:10.1021/acs.jcim.9b00237": ("https://pubs.acs.org/doi/10.1021/acs.jcim.9b00237",),
    "doi:10.1146/annurev-psych-010213-115043": (
        "https://www.annualreviews.org/doi/10.1146/annurev-psych-010213-115043",
        "https://www.annualreviews.org/content/journals/10.1146/annurev-psych-010213-115043",
    ),
    "doi:10.1056/nejmoa2034577": ("https://www.nejm.org/doi/full/10.1056/NEJMoa2034577",),
    "doi:10.1162/neco.1997.9.8.1735": (
        "https://www.mitpressjournals.org/doi/abs/10.1162/neco.1997.9.8.1735",
    ),
    "doi:10.1287/opre.2019.1936": (
        "https://pubsonline.informs.org/doi/abs/10.1287/opre.2019.1936",
    ),
    "doi:10.1137/16m1080173": ("https://epubs.siam.org/doi/10.1137/16M1080173",),
    "doi:10.1089/cmb.2019.0323": ("https://www.liebertpub.com/doi/10.1089/cmb.2019.0323",),
    # Springer, with the slash encoded or not.
    "doi:10.1007/s11263-015-0816-y": (
        "https://link.springer.com/article/10.1007/s11263-015-0816-y",
        "http://link.springer.com/10.1007/s11263-015-0816-y",
        "https://link.springer.com/article/10.1007/s11263-015-0816-y/fulltext.html",
        "https://link.springer.com/article/10.1007/s11263-015-0816-y#Sec1",
        "https://link.springer.com/article/10.1007%2Fs11263-015-0816-y",
        "https://link.springer.com/content/pdf/10.1007/s11263-015-0816-y.pdf",
        "https://link.springer.com/content/pdf/10.1007%2Fs11263-015-0816-y.pdf",
        "https://link.springer.com/content/pdf/10.1007/s11263-015-0816-y.pdf?pdf=button",
        "https://link-springer-com.example.idm.oclc.org/article/10.1007/s11263-015-0816-y",
        "https://rd.springer.com/article/10.1007/s11263-015-0816-y",
    ),
    "doi:10.1007/978-3-319-10602-1_48": (
        "https://link.springer.com/chapter/10.1007/978-3-319-10602-1_48",
        "https://link.springer.com/chapter/10.1007%2F978-3-319-10602-1_48",
        "https://link.springer.com/content/pdf/10.1007%2F978-3-319-10602-1_48.pdf",
    ),
    "doi:10.1007/978-3-319-10602-1": ("https://link.springer.com/book/10.1007/978-3-319-10602-1",),
    "doi:10.1186/s12859-019-2942-4": (
        "https://bmcbioinformatics.biomedcentral.com/articles/10.1186/s12859-019-2942-4",
        "https://bmcbioinformatics.biomedcentral.com/track/pdf/10.1186/s12859-019-2942-4",
    ),
    # bioRxiv and medRxiv: one DOI for all versions; the oldest paths have the date as well.
    "doi:10.1101/2023.03.21.533548 v2": (
        "https://www.biorxiv.org/content/10.1101/2023.03.21.533548v2",
        "https://www.biorxiv.org/content/10.1101/2023.03.21.533548v2.full",
        "https://www.biorxiv.org/content/10.1101/2023.03.21.533548v2.full.pdf",
        "https://www.biorxiv.org/content/10.1101/2023.03.21.533548v2.full.pdf+html",
        "https://www.biorxiv.org/content/10.1101/2023.03.21.533548v2.abstract",
        "https://www.biorxiv.org/content/10.1101/2023.03.21.533548v2.full-text",
        "https://www.biorxiv.org/content/10.1101/2023.03.21.533548v2.supplementary-material",
        "https://www.biorxiv.org/content/10.1101/2023.03.21.533548v2?rss=1",
        "https://www.biorxiv.org/content/10.1101/2023.03.21.533548v2.full#F1",
        "https://www-biorxiv-org.ezproxy.example.edu/content/10.1101/2023.03.21.533548v2",
    ),
    "doi:10.1101/2023.03.21.533548": (
        "https://www.biorxiv.org/content/10.1101/2023.03.21.533548",
        "https://www.biorxiv.org/content/10.1101/2023.03.21.533548.full.pdf",
        "https://www.biorxiv.org/content/early/2023/03/22/2023.03.21.533548",
        "https://www.biorxiv.org/content/biorxiv/early/2023/03/22/2023.03.21.533548.full.pdf",
    ),
    "doi:10.1101/440578": (
        "https://www.biorxiv.org/content/early/2018/10/11/440578",
        "https://www.biorxiv.org/content/biorxiv/early/2018/10/11/440578.full.pdf",
    ),
    "doi:10.1101/440578 v1": ("https://www.biorxiv.org/content/10.1101/440578v1.full",),
    "doi:10.1101/2020.03.04.20030593 v2": (
        "https://www.medrxiv.org/content/10.1101/2020.03.04.20030593v2",
        "https://www.medrxiv.org/content/10.1101/2020.03.04.20030593v2.full-text",
        "https://www.medrxiv.org/content/10.1101/2020.03.04.20030593v2.full.pdf",
    ),
    "doi:10.3389/fnins.2017.00001": (
        "https://www.frontiersin.org/articles/10.3389/fnins.2017.00001/full",
        "https://www.frontiersin.org/articles/10.3389/fnins.2017.00001/pdf",
        "https://www.frontiersin.org/articles/10.3389/fnins.2017.00001",
        "https://www.frontiersin.org/journals/neuroscience/articles/10.3389/fnins.2017.00001/full",
        "http://journal.frontiersin.org/article/10.3389/fnins.2017.00001/abstract",
    ),
    "doi:10.1371/journal.pone.0033693": (
        "https://journals.plos.org/plosone/article?id=10.1371/journal.pone.0033693",
        "https://journals.plos.org/plosone/article/file?id=10.1371/journal.pone.0033693&type=printable",
        "https://journals.plos.org/plosone/article/figure?id=10.1371/journal.pone.0033693.g001",
        "http://www.plosone.org/article/info%3Adoi%2F10.1371%2Fjournal.pone.0033693",
        "http://dx.plos.org/10.1371/journal.pone.0033693",
    ),
    "doi:10.1109/cvpr.2016.90": (
        "https://doi.ieeecomputersociety.org/10.1109/CVPR.2016.90",
        "https://www.computer.org/csdl/doi/10.1109/CVPR.2016.90",
    ),
    # Oxford and others on the same platform: an internal number follows the DOI.
    "doi:10.1093/nar/gkv1234": (
        "https://academic.oup.com/nar/article-lookup/doi/10.1093/nar/gkv1234",
        "https://academic.oup.com/nar/advance-article/doi/10.1093/nar/gkv1234/2503000",
        "https://academic.oup.com/nar/advance-article-abstract/doi/10.1093/nar/gkv1234/25030?redirectedFrom=x",
        "https://academic.oup.com/nar/article-pdf/doi/10.1093/nar/gkv1234/9482/gkv1234.pdf",
    ),
    "doi:10.1063/5.0012345": (
        "https://pubs.aip.org/aip/jcp/article-pdf/doi/10.1063/5.0012345/123456/1_online.pdf",
        "https://aip.scitation.org/doi/10.1063/5.0012345",
    ),
    "doi:10.1103/physrevlett.77.3865": (
        "https://journals.aps.org/prl/abstract/10.1103/PhysRevLett.77.3865",
        "https://journals.aps.org/prl/pdf/10.1103/PhysRevLett.77.3865",
        "https://link.aps.org/doi/10.1103/PhysRevLett.77.3865",
    ),
    "doi:10.1088/1742-5468/ab3195": (
        "https://iopscience.iop.org/article/10.1088/1742-5468/ab3195",
        "https://iopscience.iop.org/article/10.1088/1742-5468/ab3195/meta",
        "https://iopscience.iop.org/article/10.1088/1742-5468/ab3195/pdf",
    ),
    "doi:10.1515/9783110269161": (
        "https://www.degruyter.com/document/doi/10.1515/9783110269161/html",
    ),
    "doi:10.1002/14651858.cd001055.pub3": (
        "https://www.cochranelibrary.com/cdsr/doi/10.1002/14651858.CD001055.pub3/full",
    ),
    "doi:10.5061/dryad.2z34tmphr": (
        "https://datadryad.org/stash/dataset/doi:10.5061/dryad.2z34tmphr",
    ),
    "doi:10.7910/dvn/ewxyz1": (
        "https://dataverse.harvard.edu/dataset.xhtml?persistentId=doi:10.7910/DVN/EWXYZ1",
    ),
    "doi:10.4230/lipics.icalp.2019.12": (
        "https://drops.dagstuhl.de/entities/document/10.4230/LIPIcs.ICALP.2019.12",
    ),
    "doi:10.3934/dcds.2020001": ("https://www.aimsciences.org/article/doi/10.3934/dcds.2020001",),
    "doi:10.1086/123456": ("https://www.jstor.org/stable/10.1086/123456",),
    # The rules: the publisher's own id is part of the DOI.
    "doi:10.7554/elife.12345": (
        "https://elifesciences.org/articles/12345",
        "https://elifesciences.org/articles/12345v2",
        "https://elifesciences.org/articles/12345.pdf",
    ),
    "doi:10.7554/elife.00013": ("https://elifesciences.org/content/1/e00013",),
    "doi:10.7554/elife.100013": ("https://elifesciences.org/reviewed-preprints/100013",),
    "doi:10.5281/zenodo.1234567": (
        "https://zenodo.org/record/1234567",
        "https://zenodo.org/records/1234567",
        "https://zenodo.org/record/1234567#.Xyz",
        "https://zenodo.org/records/1234567/files/data.zip?download=1",
        "https://zenodo.org/badge/DOI/10.5281/zenodo.1234567.svg",
        "https://zenodo.org/doi/10.5281/zenodo.1234567",
    ),
    "doi:10.7717/peerj.1234": (
        "https://peerj.com/articles/1234",
        "https://peerj.com/articles/1234/",
        "https://peerj.com/articles/1234.pdf",
    ),
    "doi:10.7717/peerj-cs.123": ("https://peerj.com/articles/cs-123/",),
    "doi:10.7287/peerj.preprints.3190": (
        "https://peerj.com/preprints/3190/",
        "https://peerj.com/preprints/3190v2/",
    ),
    "doi:10.21105/joss.01234": (
        "https://joss.theoj.org/papers/10.21105/joss.01234",
        "https://joss.theoj.org/papers/10.21105/joss.01234.pdf",
    ),
    "doi:10.2139/ssrn.3247865": (
        "https://papers.ssrn.com/sol3/papers.cfm?abstract_id=3247865",
        "https://ssrn.com/abstract=3247865",
        "https://papers.ssrn.com/sol3/Delivery.cfm/SSRN_ID3247865_code1.pdf?abstractid=3247865&mirid=1",
    ),
    "doi:10.1039/c7sc02664a": (
        "https://pubs.rsc.org/en/content/articlelanding/2018/sc/c7sc02664a",
        "https://pubs.rsc.org/en/content/articlehtml/2018/sc/c7sc02664a",
    ),
    "doi:10.20944/preprints202001.0001.v1": (
        "https://www.preprints.org/manuscript/202001.0001/v1",
    ),
    "doi:10.31234/osf.io/abc12": ("https://psyarxiv.com/abc12", "https://psyarxiv.com/abc12/"),
    "doi:10.24963/ijcai.2019/123": (
        "https://www.ijcai.org/proceedings/2019/123",
        "https://www.ijcai.org/proceedings/2019/0123.pdf",
    ),
    "doi:10.1136/bmj.n71": ("https://www.bmj.com/content/372/bmj.n71",),
    "doi:10.1155/2018/7068349": ("https://www.hindawi.com/journals/cin/2018/7068349/",),
    "doi:10.21203/rs.3.rs-123456/v1": ("https://www.researchsquare.com/article/rs-123456/v1",),
    "doi:10.5194/gmd-9-1937-2016": (
        "https://gmd.copernicus.org/articles/9/1937/2016/",
        "https://gmd.copernicus.org/articles/9/1937/2016/gmd-9-1937-2016.pdf",
    ),
}
# Nothing that could be a DOI follows from these: the page itself is the identifier.
NEURIPS = "3f5ee243547dee91fbd053c1c4a845aa"
PAGES = {
    "url:https://distill.pub/2020/circuits/zoom-in": "https://distill.pub/2020/circuits/zoom-in/",
    "url:https://proceedings.mlr.press/v125/ji20a.html": "http://proceedings.mlr.press/v125/ji20a/ji20a.pdf",
    "url:https://jmlr.org/papers/v3/bengio03a.html": "http://www.jmlr.org/papers/volume3/bengio03a/bengio03a.pdf",
    "url:https://openreview.net/forum?id=c9lAOPvQHS": "https://openreview.net/pdf?id=c9lAOPvQHS",
    f"url:https://proceedings.neurips.cc/paper/2017/hash/{NEURIPS}-Abstract.html": (
        f"https://papers.nips.cc/paper/2017/file/{NEURIPS}-Paper.pdf"
    ),
    "url:https://ieeexplore.ieee.org/document/7780459": "https://ieeexplore.ieee.org/abstract/document/7780459/",
    "url:https://ieeexplore.ieee.org/document/726791": "http://ieeexplore.ieee.org/xpls/abs_all.jsp?arnumber=726791",
    "url:https://sciencedirect.com/science/article/pii/S0022000005800643": (
        "https://www.sciencedirect.com/science/article/pii/S0022000005800643"
    ),
    "url:https://academic.oup.com/bioinformatics/article/36/4/1234/5554651": (
        "https://academic.oup.com/bioinformatics/article/36/4/1234/5554651"
    ),
    "url:https://mdpi.com/1424-8220/20/1/1": "https://www.mdpi.com/1424-8220/20/1/1",
    "url:https://cell.com/neuron/fulltext/S0896-6273(17)30509-3": (
        "https://www.cell.com/neuron/fulltext/S0896-6273(17)30509-3"
    ),
    "url:https://nature.com/nature": "https://www.nature.com/nature/",
    "url:https://nature.com/articles": "https://www.nature.com/articles",
    "url:https://nature.com/collections/abcdefghij": "https://www.nature.com/collections/abcdefghij",
    "url:https://nature.com/articles/6601234": "https://www.nature.com/articles/6601234",
    "url:https://psyarxiv.com/about": "https://psyarxiv.com/about",
    "url:https://psyarxiv.com/login": "https://psyarxiv.com/login",
    "url:https://preprints.org/manuscript/202001.0001": "https://www.preprints.org/manuscript/202001.0001",
    "url:https://zenodo.org/communities/zenodo": "https://zenodo.org/communities/zenodo",
    "url:https://elifesciences.org/subjects/neuroscience": "https://elifesciences.org/subjects/neuroscience",
    "url:https://peerj.com/computer-science": "https://peerj.com/computer-science/",
    "url:https://ijcai.org/proceedings/2009": "https://www.ijcai.org/proceedings/2009/",
    "url:https://dl.acm.org/journal/jacm": "https://dl.acm.org/journal/jacm",
    "url:https://dl.acm.org/citation.cfm?id=1234567": "https://dl.acm.org/citation.cfm?id=1234567",
    "url:https://link.springer.com/journal/11263": "https://link.springer.com/journal/11263",
    "url:https://biorxiv.org/about-biorxiv": "https://www.biorxiv.org/about-biorxiv",
    "url:https://ojs.aaai.org/index.php/AAAI/article/view/11796": (
        "https://ojs.aaai.org/index.php/AAAI/article/view/11796"
    ),
    "url:https://eprint.iacr.org/2017/062": "https://eprint.iacr.org/2017/062",
    "url:https://pubmed.ncbi.nlm.nih.gov/12082125": "https://pubmed.ncbi.nlm.nih.gov/12082125/",
}


@pytest.mark.parametrize(
    ("url", "expected"), [(url, name) for name, urls in NAMES.items() for url in urls]
)
def test_the_doi_follows_from_the_url(url, expected, first):
    assert first(url) == expected


@pytest.mark.parametrize(("expected", "url"), PAGES.items())
def test_where_no_doi_follows_the_page_is_the_identifier(expected, url, first, at_url):
    assert (first(url), at_url(url)) == ("", expected)

"""What draws at random unless it is given a seed, library by library.

A test compares the tables of scikit-learn with the installed one: each name there that takes a `random_state` is in
exactly one of them.
"""

from typing import NamedTuple

Conditions = dict[str, tuple[object, ...]]
# In `Conditions`: whatever the argument is, unless it is None, 0 or False.
GIVEN: tuple[object, ...] = ()
# Whatever is written out as neither text nor number, such as an array.
COMPUTED: tuple[object, ...] = (object(),)


def _listed(names: str) -> tuple[str, ...]:
    return tuple(names.split())


# Random with the defaults of everything else. Trees are, because they try the features in a random order, which decides
# between equally good splits.
SKLEARN_ALWAYS = frozenset(
    _listed("""
    AdaBoostClassifier AdaBoostRegressor BaggingClassifier BaggingRegressor BayesianGaussianMixture BernoulliRBM
    BisectingKMeans DecisionTreeClassifier DecisionTreeRegressor EllipticEnvelope ExtraTreeClassifier
    ExtraTreeRegressor ExtraTreesClassifier ExtraTreesRegressor FastICA GaussianMixture GaussianRandomProjection
    GradientBoostingClassifier GradientBoostingRegressor GroupShuffleSplit HalvingGridSearchCV HalvingRandomSearchCV
    IsolationForest KMeans LatentDirichletAllocation LinearSVR LocallyLinearEmbedding MDS MLPClassifier MLPRegressor
    MinCovDet MiniBatchDictionaryLearning MiniBatchKMeans MiniBatchSparsePCA Nystroem OutputCodeClassifier
    ParameterSampler PassiveAggressiveClassifier PassiveAggressiveRegressor PolynomialCountSketch RANSACRegressor
    RBFSampler RandomForestClassifier RandomForestRegressor RandomTreesEmbedding RandomizedSearchCV RepeatedKFold
    RepeatedStratifiedKFold SGDClassifier SGDOneClassSVM SGDRegressor ShuffleSplit SkewedChi2Sampler
    SparseRandomProjection SpectralBiclustering SpectralClustering SpectralCoclustering StratifiedShuffleSplit TSNE
    TheilSenRegressor TruncatedSVD dict_learning_online fast_mcd fastica k_means kmeans_plusplus
    locally_linear_embedding make_biclusters make_blobs make_checkerboard make_circles make_classification
    make_friedman1 make_friedman2 make_friedman3 make_gaussian_quantiles make_hastie_10_2 make_low_rank_matrix
    make_moons make_multilabel_classification make_regression make_s_curve make_sparse_coded_signal
    make_sparse_spd_matrix make_sparse_uncorrelated make_spd_matrix make_swiss_roll mutual_info_classif
    mutual_info_regression permutation_importance randomized_range_finder randomized_svd resample shuffle smacof
    spectral_clustering train_test_split
""")
)

# Not random when this is said.
SKLEARN_UNLESS: dict[str, Conditions] = {
    "KMeans": {"init": COMPUTED},
    "k_means": {"init": COMPUTED},
    "make_circles": {"shuffle": (False,)},
    "make_moons": {"shuffle": (False,)},
    "train_test_split": {"shuffle": (False,)},
}

# Random only when one of these is said.
_WHEN: tuple[tuple[Conditions, str], ...] = (
    ({"shuffle": (True,)}, "KFold GroupKFold StratifiedKFold StratifiedGroupKFold learning_curve check_cv"),
    ({"shuffle": (True,)}, "fetch_covtype fetch_kddcup99 fetch_rcv1"),
    ({"selection": ("random",)}, "ElasticNet ElasticNetCV Lasso LassoCV"),
    ({"selection": ("random",)}, "MultiTaskElasticNet MultiTaskElasticNetCV MultiTaskLasso MultiTaskLassoCV"),
    ({"solver": ("sag", "saga")}, "Ridge RidgeClassifier ridge_regression"),
    # liblinear draws only for these two.
    (
        {"solver": ("sag", "saga"), "penalty": ("l1",), "l1_ratio": GIVEN, "dual": (True,)},
        "LogisticRegression LogisticRegressionCV",
    ),
    ({"init": ("random",), "shuffle": (True,)}, "NMF MiniBatchNMF non_negative_factorization"),
    ({"init": ("random",)}, "NeighborhoodComponentsAnalysis"),
    ({"eigen_solver": ("amg", "lobpcg")}, "SpectralEmbedding spectral_embedding"),
    ({"eigen_solver": ("arpack", "randomized")}, "KernelPCA"),
    ({"svd_solver": ("arpack", "randomized")}, "PCA"),
    ({"order": ("random",)}, "ClassifierChain RegressorChain"),
    ({"early_stopping": (True,)}, "HistGradientBoostingClassifier HistGradientBoostingRegressor"),
    ({"n_restarts_optimizer": GIVEN}, "GaussianProcessClassifier GaussianProcessRegressor"),
    ({"jitter": GIVEN}, "Lars LassoLars"),
    ({"probability": (True,)}, "SVC NuSVC"),
    ({"dual": (True,)}, "LinearSVC"),
    ({"max_patches": GIVEN}, "PatchExtractor extract_patches_2d"),
    ({"sample_size": GIVEN}, "silhouette_score"),
    ({"strategy": ("stratified", "uniform")}, "DummyClassifier"),
    (
        {"imputation_order": ("random",), "n_nearest_features": GIVEN, "sample_posterior": (True,)},
        "IterativeImputer",
    ),
)
SKLEARN_WHEN = {name: conditions for conditions, names in _WHEN for name in _listed(names)}

# Seeded by default, with a number of their own: random only with `random_state=None`.
SKLEARN_SEEDED = frozenset({
    "FactorAnalysis", "Perceptron", "estimate_bandwidth", "fetch_20newsgroups", "fetch_olivetti_faces", "load_files",
    "permutation_test_score",
})  # fmt: skip

# They take a seed, and whether it counts depends on the rows, or is too little to see: these are let be.
SKLEARN_QUIET = frozenset({
    "AffinityPropagation", "BaseShuffleSplit", "DictionaryLearning", "KBinsDiscretizer", "QuantileTransformer",
    "SparsePCA", "TargetEncoder", "TunedThresholdClassifierCV", "affinity_propagation", "dict_learning",
    "quantile_transform",
})  # fmt: skip

# They hand their own seed to the estimator that they are given.
SEED_THEIR_ESTIMATOR = frozenset({
    "AdaBoostClassifier", "AdaBoostRegressor", "BaggingClassifier", "BaggingRegressor", "BalancedBaggingClassifier",
    "EasyEnsembleClassifier", "RANSACRegressor", "RUSBoostClassifier",
})  # fmt: skip

IMBLEARN_ALWAYS = frozenset({
    "ADASYN", "BalancedBaggingClassifier", "BalancedBatchGenerator", "BalancedRandomForestClassifier",
    "BorderlineSMOTE", "ClusterCentroids", "CondensedNearestNeighbour", "EasyEnsembleClassifier",
    "InstanceHardnessThreshold", "KMeansSMOTE", "OneSidedSelection", "RUSBoostClassifier", "RandomOverSampler",
    "RandomUnderSampler", "SMOTE", "SMOTEENN", "SMOTEN", "SMOTENC", "SMOTETomek", "SVMSMOTE",
    "balanced_batch_generator", "make_imbalance",
})  # fmt: skip


class Rule(NamedTuple):
    """How a call is seeded.

    Args:
        seeds: the arguments that do.
        place: where one of them may also stand by position, counted from 0.
        source: the global generator that it draws from otherwise, or "" for none that can be seeded.
        when: random only with one of these.
        unless: not random with one of these.
        seeded: it has a seed of its own, unless it is told None.
    """

    seeds: tuple[str, ...]
    place: int = 99
    source: str = ""
    when: Conditions | None = None
    unless: Conditions | None = None
    seeded: bool = False


_NUMPY = _listed("""
    beta binomial bytes chisquare choice dirichlet exponential f gamma geometric gumbel hypergeometric laplace logistic
    lognormal logseries multinomial multivariate_normal negative_binomial noncentral_chisquare noncentral_f normal
    pareto permutation poisson power rand randint randn random random_integers random_sample ranf rayleigh sample
    shuffle standard_cauchy standard_exponential standard_gamma standard_normal standard_t triangular uniform vonmises
    wald weibull zipf
""")
_PYTHON = _listed("""
    betavariate binomialvariate choice choices expovariate gammavariate gauss getrandbits lognormvariate normalvariate
    paretovariate randbytes randint random randrange sample shuffle triangular uniform vonmisesvariate weibullvariate
""")
_TORCH = _listed("bernoulli multinomial normal rand rand_like randint randint_like randn randn_like randperm")
_TENSORFLOW = _listed("categorical gamma normal poisson shuffle truncated_normal uniform")
_OPTUNA = _listed("""
    BruteForceSampler CmaEsSampler GPSampler GridSampler NSGAIISampler NSGAIIISampler QMCSampler RandomSampler
    TPESampler
""")

RULES: dict[str, Rule] = {
    **{f"numpy.random.{name}": Rule((), source="numpy") for name in _NUMPY},
    **{f"random.{name}": Rule((), source="random") for name in _PYTHON},
    **{f"torch.{name}": Rule(("generator",), source="torch") for name in _TORCH},
    **{f"tensorflow.random.{name}": Rule(("seed",), source="tensorflow") for name in _TENSORFLOW},
    **{f"optuna.samplers.{name}": Rule(("seed",), place=99) for name in _OPTUNA},
    **{f"optuna.{name}": Rule(("sampler",), place=1) for name in ("create_study", "study.create_study")},
    **{
        f"scipy.optimize.{name}": Rule(("rng", "seed"), source="numpy")
        for name in ("basinhopping", "differential_evolution", "dual_annealing")
    },
    "optuna.samplers.RandomSampler": Rule(("seed",), place=0),
    "optuna.samplers.GridSampler": Rule(("seed",), place=1),
    "hyperopt.fmin": Rule(("rstate",)),
    "numpy.random.RandomState": Rule(("seed",), place=0),
    "numpy.random.default_rng": Rule(("seed",), place=0),
    "random.Random": Rule(("seed", "x"), place=0),
    "torch.utils.data.DataLoader": Rule(("generator", "sampler"), source="torch", when={"shuffle": (True,)}),
    "torch.utils.data.random_split": Rule(("generator",), place=2, source="torch"),
    "umap.UMAP": Rule(("random_state",)),
}
_ENDS = {name.rpartition(".")[2] for name in RULES}
NAMES = frozenset(_ENDS | SKLEARN_ALWAYS | set(SKLEARN_WHEN) | SKLEARN_SEEDED | IMBLEARN_ALWAYS)


def rule_of(full: str) -> Rule | None:
    """The rule for a call of this full name, such as `sklearn.cluster.KMeans`; None where it is not random."""
    package, _, _ = full.partition(".")
    if package not in {"sklearn", "imblearn"}:
        return RULES.get(full)
    name = full.rpartition(".")[2]
    rule = Rule(("random_state",), source="numpy")
    if package == "imblearn":
        return rule if name in IMBLEARN_ALWAYS else None
    if name in SKLEARN_ALWAYS:
        return Rule(rule.seeds, source=rule.source, unless=SKLEARN_UNLESS.get(name))
    if name in SKLEARN_WHEN:
        return Rule(rule.seeds, source=rule.source, when=SKLEARN_WHEN[name])
    return Rule(rule.seeds, source=rule.source, seeded=True) if name in SKLEARN_SEEDED else None

"""What the classes and functions of the ecosystem are, by their names.

Kinds of estimators: `model` predicts a target; `cluster` finds structure without one; `transformer` learns how to show
values; `selector` chooses columns by their target; `stateless` learns nothing from rows; `labels` learns the names of
classes; `resampler` draws rows anew; `search` chooses hyperparameters on folds; `splitter` divides; `pipeline` and
`columns` are made of others; `network` is trained in a loop of its own; `unknown` is something that has a `fit`.
"""

STATELESS = {
    "FunctionTransformer",
    "Normalizer",
    "HashingVectorizer",
    "FeatureHasher",
    "Binarizer",
    "PolynomialFeatures",
    "GaussianRandomProjection",
    "SparseRandomProjection",
    "RBFSampler",
    "AdditiveChi2Sampler",
    "SkewedChi2Sampler",
    "PolynomialCountSketch",
    "PatchExtractor",
    "Flatten",
    "Rescaling",
    "Resizing",
    "ToTensor",
    "DatetimeFeatures",
    "CyclicalFeatures",
}
# The names of classes are known before any row is.
LABELS = {"LabelBinarizer", "LabelEncoder", "MultiLabelBinarizer"}
SELECTORS = {
    "SelectKBest",
    "SelectPercentile",
    "SelectFpr",
    "SelectFdr",
    "SelectFwe",
    "GenericUnivariateSelect",
    "SelectFromModel",
    "SequentialFeatureSelector",
    "RFE",
    "RFECV",
    "BorutaPy",
    "TargetEncoder",
}
TRANSFORMERS = {
    "StandardScaler",
    "MinMaxScaler",
    "MaxAbsScaler",
    "RobustScaler",
    "QuantileTransformer",
    "PowerTransformer",
    "KBinsDiscretizer",
    "SplineTransformer",
    "OneHotEncoder",
    "OrdinalEncoder",
    "SimpleImputer",
    "KNNImputer",
    "IterativeImputer",
    "MissingIndicator",
    "PCA",
    "IncrementalPCA",
    "KernelPCA",
    "SparsePCA",
    "TruncatedSVD",
    "FastICA",
    "NMF",
    "FactorAnalysis",
    "LatentDirichletAllocation",
    "CountVectorizer",
    "TfidfVectorizer",
    "TfidfTransformer",
    "DictVectorizer",
    "VarianceThreshold",
    "Nystroem",
    "TSNE",
    "UMAP",
    "Isomap",
    "LocallyLinearEmbedding",
    "Tokenizer",
    "TextVectorization",
    "Normalization",
    "CountEncoder",
    "WOEEncoder",
    "LeaveOneOutEncoder",
    "CatBoostEncoder",
    "JamesSteinEncoder",
    "MEstimateEncoder",
    "BinaryEncoder",
    "Word2Vec",
}
RESAMPLERS = {
    "SMOTE",
    "SMOTENC",
    "SMOTEN",
    "SMOTEENN",
    "SMOTETomek",
    "BorderlineSMOTE",
    "SVMSMOTE",
    "KMeansSMOTE",
    "ADASYN",
    "RandomOverSampler",
    "RandomUnderSampler",
    "NearMiss",
    "TomekLinks",
    "EditedNearestNeighbours",
    "RepeatedEditedNearestNeighbours",
    "ClusterCentroids",
    "CondensedNearestNeighbour",
    "OneSidedSelection",
    "NeighbourhoodCleaningRule",
    "InstanceHardnessThreshold",
    "AllKNN",
}
SEARCHES = {
    "GridSearchCV",
    "RandomizedSearchCV",
    "HalvingGridSearchCV",
    "HalvingRandomSearchCV",
    "BayesSearchCV",
    "OptunaSearchCV",
    "TuneSearchCV",
    "TuneGridSearchCV",
    "EvolutionarySearch",
    "GASearchCV",
    "TunedThresholdClassifierCV",
}
# Whether the splitter shuffles: always, or only when it is told to.
SPLITTERS = {
    "KFold": False,
    "StratifiedKFold": False,
    "RepeatedKFold": True,
    "RepeatedStratifiedKFold": True,
    "ShuffleSplit": True,
    "StratifiedShuffleSplit": True,
    "LeaveOneOut": False,
    "LeavePOut": False,
    "MultilabelStratifiedKFold": False,
    "IterativeStratification": False,
    "PredefinedSplit": False,
    "TimeSeriesSplit": False,
    "GroupKFold": False,
    "GroupShuffleSplit": True,
    "LeaveOneGroupOut": False,
    "LeavePGroupsOut": False,
    "StratifiedGroupKFold": False,
}
ORDERED = {"TimeSeriesSplit", "PredefinedSplit", "PurgedGroupTimeSeriesSplit", "BlockingTimeSeriesSplit"}
GROUPED = {
    "GroupKFold",
    "GroupShuffleSplit",
    "LeaveOneGroupOut",
    "LeavePGroupsOut",
    "StratifiedGroupKFold",
    "PredefinedSplit",
    "GroupTimeSeriesSplit",
}
CLUSTERS = {"KMeans", "MiniBatchKMeans", "DBSCAN", "HDBSCAN", "OPTICS", "GaussianMixture", "BayesianGaussianMixture"}
CLUSTERS |= {"AgglomerativeClustering", "SpectralClustering", "Birch", "MeanShift", "AffinityPropagation"}
CLUSTERS |= {"IsolationForest", "LocalOutlierFactor", "OneClassSVM", "EllipticEnvelope", "KernelDensity"}
PIPELINES = {"Pipeline", "make_pipeline", "FeatureUnion", "make_union"}
COLUMN_PICKERS = {"ColumnTransformer", "make_column_transformer", "DataFrameMapper", "TableVectorizer"}
# Keep what they are given as one of their own parameters.
WRAPPERS = {
    "OneVsRestClassifier",
    "OneVsOneClassifier",
    "OutputCodeClassifier",
    "CalibratedClassifierCV",
    "TransformedTargetRegressor",
    "BaggingClassifier",
    "BaggingRegressor",
    "AdaBoostClassifier",
    "AdaBoostRegressor",
    "MultiOutputClassifier",
    "MultiOutputRegressor",
    "ClassifierChain",
    "RegressorChain",
    "SelfTrainingClassifier",
    "FrozenEstimator",
    "FixedThresholdClassifier",
}
_MODULES = {
    "sklearn.preprocessing": "transformer",
    "sklearn.decomposition": "transformer",
    "sklearn.impute": "transformer",
    "sklearn.feature_extraction": "transformer",
    "sklearn.feature_selection": "selector",
    "sklearn.manifold": "transformer",
    "sklearn.kernel_approximation": "transformer",
    "sklearn.cluster": "cluster",
    "sklearn.mixture": "cluster",
    "sklearn.covariance": "cluster",
    "sklearn.random_projection": "stateless",
    "sklearn.model_selection": "",
    "sklearn.metrics": "",
    "sklearn.datasets": "",
    "sklearn.utils": "",
    "sklearn.inspection": "",
    "sklearn.gaussian_process.kernels": "",
    "category_encoders": "transformer",
    "feature_engine": "transformer",
    "imblearn.over_sampling": "resampler",
    "imblearn.under_sampling": "resampler",
    "imblearn.combine": "resampler",
    "sklearn": "model",
    "imblearn": "model",
    "xgboost.XGB": "model",
    "lightgbm.LGBM": "model",
    "catboost.CatBoost": "model",
}
_MODEL_ENDINGS = (
    "Classifier",
    "Regressor",
    "Regression",
    "Ridge",
    "Lasso",
    "NB",
    "SVC",
    "SVR",
    "Perceptron",
    "RegressionCV",
)
_NETWORKS = {"Sequential", "Model"}
# Statistics of rows: what they give depends on all the rows that they see.
AGGREGATES = {
    *("mean", "median", "mode", "std", "var", "min", "max", "quantile", "sum", "nanmean", "nanmedian", "nanstd"),
    *("nanmin", "nanmax", "percentile", "nanpercentile", "amin", "amax", "average", "ptp", "sem", "mad"),
    *("describe", "corr", "corrwith", "value_counts", "agg", "aggregate", "cov", "corrcoef", "nanquantile"),
    *("first", "last", "count", "size", "prod", "skew", "kurt", "idxmax", "idxmin"),
}
# Functions that learn from the rows that they are given, and change them at once.
FITTING_FUNCTIONS = {
    "sklearn.preprocessing.scale",
    "sklearn.preprocessing.minmax_scale",
    "sklearn.preprocessing.maxabs_scale",
    "sklearn.preprocessing.robust_scale",
    "sklearn.preprocessing.quantile_transform",
    "sklearn.preprocessing.power_transform",
    "scipy.stats.zscore",
    "scipy.stats.boxcox",
    "scipy.stats.yeojohnson",
    "pandas.qcut",
}


def kind_of(full: str) -> str:
    """What a class is, by its full name; empty where it is none that learns."""
    last = full.rpartition(".")[2]
    for names, kind in _BY_NAME:
        if last in names:
            return kind
    if full == "torch.nn.Sequential" or full.startswith(("torchvision.models.", "timm.create_")):
        return "network"
    if not last[:1].isupper():
        return ""
    found = max((module for module in _MODULES if full.startswith(module)), key=len, default=None)
    if found is not None:
        return "" if last.endswith(("Display", "Warning", "Mixin", "Score")) else _MODULES[found]
    if last in _NETWORKS and ("keras" in full or "tensorflow" in full or full in _NETWORKS):
        return "model"
    return "model" if last.endswith(_MODEL_ENDINGS) else ""


_BY_NAME: tuple[tuple[set[str] | dict[str, bool], str], ...] = (
    (STATELESS, "stateless"),
    (LABELS, "labels"),
    (SELECTORS, "selector"),
    (TRANSFORMERS, "transformer"),
    (RESAMPLERS, "resampler"),
    (SEARCHES, "search"),
    (SPLITTERS, "splitter"),
    (PIPELINES, "pipeline"),
    (COLUMN_PICKERS, "columns"),
    (CLUSTERS, "cluster"),
)
